using Platform.Contracts.DeadLetters;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Silo.Users;

namespace Platform.Silo.Sessions;

/// <summary>
/// One activation's hold on a session in the store. What is in memory is dropped whenever the store may know better, and
/// read again, with a new epoch, before it is used: after an answer that did not come, that settles what happened, because a
/// change under the old epoch can't happen any more.
/// </summary>
/// <param name="address">The session.</param>
/// <param name="services">What sessions share.</param>
/// <param name="lost">Called when another activation owns the session.</param>
internal sealed class StoredSession(SessionAddress address, SessionServices services, Action lost)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);
    private SessionState? _state;
    private Task<SessionState?>? _loading;
    private Task<SessionState?>? _creating;

    /// <summary>The turn at work, whose own marker is not a sign of a crash.</summary>
    public string? RunningTurnId { get; set; }

    /// <summary>The session if it is in memory.</summary>
    public SessionState? Current => _state;

    /// <summary>The session; null when it does not exist.</summary>
    public ValueTask<SessionState?> Load() => _state is { } state ? new(state) : new(LoadNow());

    /// <summary>Creates the session, with turns of another one or none. Called after <see cref="Load"/> has found none, which is not asked again.</summary>
    /// <returns>Null: it exists by now.</returns>
    public async Task<SessionState?> Create(SessionCopy copy)
    {
        while (_state is null)
        {
            if ((_creating ?? _loading) is not { } others)
                return await (_creating = Insert(copy));
            await others;
        }

        return null;
    }

    /// <summary>The session, created when it does not exist. Called after <see cref="Load"/> has found none.</summary>
    public async Task<SessionState> CreateOrLoad(NewSession settings)
    {
        while (true)
        {
            if (await Create(new SessionCopy(settings, [])) is { } created)
                return created;
            if (await Load() is { } state)
                return state;
        }
    }

    /// <summary>Stores settings.</summary>
    public async Task Update(SessionState state, SessionRecord record, TimeSpan lifetime)
    {
        try
        {
            if (!await services.Store.Update(address, state.Epoch, record, Backstop(lifetime)))
                throw Fenced("(settings)");
            state.Record = record;
            state.BackstopRenewedAt = services.Now;
        }
        catch (PlatformException error) when (error.Code == ErrorCode.StorageUnavailable)
        {
            Forget(state);
            throw;
        }
    }

    /// <summary>Changes a turn in the log, or takes it out, and has the session read again.</summary>
    /// <param name="state">The session, in which no turn runs.</param>
    /// <param name="index">The turn's place.</param>
    /// <param name="changed">The turn from now on; null: it is taken out.</param>
    public async Task Rewrite(SessionState state, int index, StoredTurn? changed)
    {
        try
        {
            var entry = state.Log[index].Data;
            var replacement = changed is null ? null : StoredTurnWriter.Write(changed);
            var record = state.Record.After(state.Log.Decode(index), changed, state.Log.LastSeq, services.MaxRequestTokens);
            if (!await services.Store.Rewrite(address, state.Epoch, entry, replacement, index - state.Log.Count, record == state.Record ? null : record))
                throw Fenced("(history)");
        }
        finally
        {
            // Places and numbers of what follows have changed, or it is open whether they have.
            Forget(state);
        }
    }

    /// <summary>Erases the session. How many dropped turns went with it.</summary>
    public async Task<int> Erase(SessionRecord record)
    {
        _state = null;
        await services.Store.Erase(address);
        var letters = await services.DeadLetters.Clear(address.GrainKey);
        services.Index.Remove(address.TenantId, record.UserId, address.SessionId);
        await services.Unposted.Forget(address.GrainKey);
        return letters;
    }

    /// <summary>Keeps a turn that was dropped; nothing is kept when the session is gone.</summary>
    public async Task KeepDeadLetter(DeadLetter letter)
    {
        if (await Load() is not { } state)
            return;
        var lifetime = await services.Planner.Lifetime(address, state.Record);
        if (!await services.DeadLetters.Add(address.GrainKey, state.Epoch, letter with { UserId = state.Record.UserId }, Backstop(lifetime)))
            throw Fenced(letter.TurnId);
    }

    /// <summary>Notes a turn that is about to leave the process.</summary>
    public void Mark(SessionState state, StoredTurn begun, TimeSpan lifetime)
    {
        state.HasMarker = true;
        services.Store.Mark(address, state.Epoch, StoredTurnWriter.Write(begun), Backstop(lifetime));
    }

    /// <summary>Takes the note back.</summary>
    public void Unmark()
    {
        if (_state is { HasMarker: true } state)
            services.Store.Unmark(address, state.Epoch);
    }

    /// <summary>
    /// Stores a turn, once, whatever happens to the connection meanwhile: an attempt without an answer is settled by reading
    /// the session again, and repeated only when it is certain that it did not happen and that nobody has gone on with the
    /// session since. Answers what is stored: the turn, or another one of the same request.
    /// </summary>
    /// <param name="begun">The session as it was when the turn began.</param>
    /// <param name="turnId">The turn.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="compose">The turn as it is stored, given the number of its first message.</param>
    /// <param name="maxMessages">How many messages the session keeps.</param>
    /// <param name="lifetime">How long the session lives after this.</param>
    public async Task<StoredTurn> Commit(
        SessionState begun, string turnId, TurnRequest request, Func<long, StoredTurn> compose, int maxMessages, TimeSpan lifetime)
    {
        var limits = new LogLimits(maxMessages, services.Options.MaxIdempotencyRecords);
        var start = services.Time.GetTimestamp();
        for (var isRetry = false; ; isRetry = true)
        {
            SessionState? state = null;
            try
            {
                state = await Load() ?? throw SessionFailures.NotFound(address.SessionId);
                if (state != begun && Settled(state, begun, turnId, request) is { } stored)
                    return stored;
                var turn = compose(state.Log.LastSeq + 1);
                var renewal = IsRenewalDue(state, lifetime) ? Backstop(lifetime) : TimeSpan.Zero;
                var change = new LogChange(state.Log, turn, FindInterrupted(state.Log, request), limits, renewal);
                if (!await services.Store.Commit(address, state.Epoch, change, state.HasMarker))
                    throw Fenced(turnId);
                change.Apply(state.Log);
                state.HasMarker = false;
                if (change.Renewal > TimeSpan.Zero)
                    state.BackstopRenewedAt = services.Now;
                return turn;
            }
            catch (PlatformException error) when (error.Code == ErrorCode.StorageUnavailable)
            {
                Forget(state);
                if (!isRetry)
                    SessionLog.CommitInDoubt(services.Logger, address.GrainKey, turnId, error.Cause?.Message ?? error.Message);
                if (services.Time.GetElapsedTime(start) >= services.Options.CommitPatience)
                    throw;
            }

            await Task.Delay(RetryPause, services.Time);
        }
    }

    private async Task<SessionState?> LoadNow()
    {
        // Reading and creating exclude each other, and both are done once for everybody who waits.
        while (_state is null)
        {
            if (_creating is { } creating)
                await creating;
            else
                return await (_loading ??= Read());
        }

        return _state;
    }

    private async Task<SessionState?> Insert(SessionCopy copy)
    {
        try
        {
            await Task.Yield();
            var record = SessionRecord.From(copy.Settings, services.Now);
            var lifetime = await services.Planner.Lifetime(address, record);
            await services.Index.Add(address.TenantId, record.UserId, address.SessionId, record.CreatedAt);
            var created = services.Store.Create(address, record, copy.Entries, Backstop(lifetime));
            var isListed = services.Index.IsListed(address.TenantId, record.UserId, address.SessionId);
            if (await created is not { } epoch)
                return null;
            if (!await isListed)
            {
                // This silo stood still, and its user was erased meanwhile.
                await Erase(record);
                throw UserFailures.BeingErased(services.Options.RetryAfter);
            }

            // The log has no TTL before its first entry, so the first commit renews it.
            return _state = await Restore(new LoadedSession(epoch, record, copy.Entries, null));
        }
        finally
        {
            _creating = null;
        }
    }

    private async Task<SessionState?> Read()
    {
        try
        {
            await Task.Yield();
            return _state = await services.Store.Load(address) is { } loaded ? await Restore(loaded) : null;
        }
        finally
        {
            _loading = null;
        }
    }

    private async Task<SessionState> Restore(LoadedSession loaded)
    {
        var state = new SessionState(loaded.Epoch, loaded.Record);
        var shownFrom = 0L;
        for (var index = 0; index < loaded.Entries.Length; index++)
        {
            if (TryRead(loaded.Entries[index], index) is { } turn)
            {
                AddRestored(state.Log, loaded.Entries[index], turn);
                shownFrom = turn.ShownFrom;
            }
            else
            {
                state.Log.AddUnreadable(loaded.Entries[index]);
            }
        }

        state.Log.HideBefore(shownFrom);
        state.Log.Skip(loaded.Record.TakenSeq);
        if (loaded.Marker is not { } marker)
            return state;
        state.HasMarker = true;
        if (TryRead(marker, -1) is { } begun && begun.TurnId != RunningTurnId && begun.FirstSeq > state.Log.LastSeq)
            await KeepInterrupted(state, begun);
        return state;
    }

    private async Task KeepInterrupted(SessionState state, StoredTurn begun)
    {
        SessionLog.TurnInterrupted(services.Logger, address.GrainKey, begun.TurnId);
        var change = new LogChange(state.Log, begun, replaced: -1, LogLimits.None, TimeSpan.Zero);
        if (!await services.Store.Commit(address, state.Epoch, change, clearMarker: true))
            throw Fenced(begun.TurnId);
        change.Apply(state.Log);
        state.HasMarker = false;
    }

    /// <summary>A retry has taken the place of the interrupted turn with its key, also when the store kept both.</summary>
    private static void AddRestored(TurnLog log, byte[] entry, StoredTurn turn)
    {
        if (turn is { IdempotencyKey: { } key, Status: not TurnStatus.Interrupted } && log.FindInterrupted(key) is >= 0 and var index)
            log.RemoveAt(index);
        log.Add(entry, turn);
    }

    private StoredTurn? TryRead(byte[] entry, int index)
    {
        try
        {
            return StoredTurnReader.Read(entry);
        }
        catch (FormatException error)
        {
            SessionLog.UnreadableEntry(services.Logger, address.GrainKey, index, error.Message);
            return null;
        }
    }

    /// <summary>The turn of an earlier request that this one is the repetition of; null when there is none.</summary>
    public StoredTurn? FindRepeated(TurnLog log, TurnRequest request) =>
        Find(log, request.IdempotencyKey, request.IsRetry ? request.RequestHash : null, interrupted: false) is >= 0 and var index ? log.Decode(index) : null;

    /// <summary>What the same request, sent before, has added; null when there is nothing.</summary>
    public StoredTurn? FindAdded(TurnLog log, NewMessages added) =>
        Find(log, added.RequestToken, added.IsRetry ? added.RequestHash : null, interrupted: false) is >= 0 and var index
            && log.Decode(index) is { WasAdded: true } found ? found : null;

    /// <summary>
    /// What became of a turn in a session that had to be read again under it: the turn, when it is stored; else the same
    /// request's, when another activation has carried it out meanwhile; null when the turn can still be stored.
    /// </summary>
    private StoredTurn? Settled(SessionState state, SessionState begun, string turnId, TurnRequest request)
    {
        if ((FindTurn(state.Log, turnId) ?? FindRepeated(state.Log, request)) is { } stored)
            return stored;
        // This activation has stood still or was cut off for so long that another one has gone on. The new epoch would let it
        // store the turn all the same, behind what its caller may have sent again elsewhere since.
        return state.Log.LastSeq == begun.Log.LastSeq ? null : throw Fenced(turnId);
    }

    private int FindInterrupted(TurnLog log, TurnRequest request) =>
        Find(log, request.IdempotencyKey, request.IsRetry ? request.RequestHash : null, interrupted: true);

    /// <summary>The place of an earlier request's turn: by its key, or for a retry without one by its hash; -1 when there is none.</summary>
    private int Find(TurnLog log, string? key, byte[]? retriedHash, bool interrupted) => (key, retriedHash) switch
    {
        ({ } given, _) => interrupted ? log.FindInterrupted(given) : log.FindKey(given),
        (null, { } hash) => log.FindRequest(hash, services.Now - services.Options.RetryWindow, interrupted),
        _ => -1,
    };

    private static StoredTurn? FindTurn(TurnLog log, string turnId)
    {
        // It can only be the last readable one: nothing is stored in a session while a turn is being stored.
        for (var index = log.Count - 1; index >= 0; index--)
        {
            if (log[index].MessageCount > 0)
                return log.Decode(index) is var last && last.TurnId == turnId ? last : null;
        }

        return null;
    }

    private void Forget(SessionState? state)
    {
        if (state is not null && _state == state)
            _state = null;
    }

    private PlatformException Fenced(string turnId)
    {
        SessionLog.Fenced(services.Logger, address.GrainKey, turnId);
        _state = null;
        lost();
        return SessionFailures.Moved(services.Options.RetryAfter);
    }

    private bool IsRenewalDue(SessionState state, TimeSpan lifetime) =>
        state.BackstopRenewedAt is not { } renewed || services.Now - renewed >= lifetime / 10;

    /// <summary>The Redis TTL: only for sessions that nobody ever comes back to, and always longer than what the grain decides.</summary>
    private static TimeSpan Backstop(TimeSpan lifetime) => (lifetime * 1.5) + TimeSpan.FromHours(1);
}
