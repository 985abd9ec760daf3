using System.Runtime.CompilerServices;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Errors;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Silo.Limits;

namespace Platform.Silo.Sessions;

/// <summary>One conversation in memory: settings, history, and the turns at work. Runs inside one activation, never in parallel.</summary>
internal sealed class Session
{
    private readonly SessionAddress _address;
    private readonly SessionServices _services;
    private readonly ISessionHost _host;
    private readonly StoredSession _stored;
    private readonly SessionTurns _turns;
    private readonly SessionEdits _edits;
    private Task _update = Task.CompletedTask;

    public Session(string grainKey, SessionServices services, ISessionHost host)
    {
        _address = new SessionAddress(grainKey);
        _services = services;
        _host = host;
        _stored = new StoredSession(_address, services, host.Retire);
        _turns = new SessionTurns(_address, services, host, _stored);
        _edits = new SessionEdits(_address, services, _stored, _turns, Required);
    }

    public async Task<SessionInfo> Create(NewSession settings)
    {
        // The request that created it, sent again, gets the session, whatever has become of the agent meanwhile.
        if (settings.RequestToken is not null && Created(await Living()) is { } before)
            return await Info(before);
        if (settings.Messages is { } messages)
            _services.Planner.Check(messages);
        await _services.Planner.CheckAgent(_address, settings.AgentId);
        if (settings.RequestToken is null)
            await Living();
        var state = await _stored.Create(new SessionCopy(settings, _edits.FirstEntries(settings))) ?? Created(await _stored.Load()) ?? throw SessionFailures.AlreadyExists(_address.SessionId);
        return await Info(state);

        SessionState? Created(SessionState? found) =>
            settings.RequestToken is { } token && found?.Record.RequestToken == token ? found : null;
    }

    public async Task<SessionInfo?> Get()
    {
        if (await Living() is { } state)
            return await Info(state);
        RetireEmpty();
        return null;
    }

    public async Task<SessionInfo> Update(SessionChanges changes)
    {
        if (changes.AgentId is { } agentId)
        {
            await Required();
            await _services.Planner.CheckAgent(_address, agentId);
        }

        // One after the other: each begins with what the one before left.
        var (before, done) = (_update, new TaskCompletionSource());
        _update = done.Task;
        try
        {
            await before;
            var state = await Required();
            if (state.Record.IsChangedBy(changes.RequestToken))
                return await Info(state);
            var record = state.Record.With(changes, _services.Now, _services.MaxRequestTokens);
            await _stored.Update(state, record, await _services.Planner.Lifetime(_address, record));
            return await Info(state);
        }
        finally
        {
            done.SetResult();
        }
    }

    public async Task<bool> Delete() => await Erase(null) is not null;

    public async Task<ErasedSession?> Erase(string? onlyOfUser)
    {
        if (onlyOfUser is not null && (await _stored.Load())?.Record.UserId != onlyOfUser)
        {
            RetireEmpty();
            return null;
        }

        await _turns.CancelAll();
        if (await _stored.Load() is not { } state)
            return null;
        // Once it is gone, nobody can tell any more what it has used.
        await PostUsage(state);
        var messages = state.Log.MessageCount;
        var letters = await _stored.Erase(state.Record);
        _turns.Forget();
        _host.Retire();
        return new ErasedSession(messages, letters);
    }

    public async Task<Page<StoredMessage>> History(HistoryRequest request) => SessionHistory.Read((await Required()).Log, request);

    public async Task<TurnResult> Send(TurnRequest request)
    {
        var came = _services.Time.GetTimestamp();
        var accepted = await Accept(request);
        var result = await accepted.Completion();
        if (!request.Store)
            RetireEmpty();
        return _services.Lateness.Tell(accepted.IsOwn || result.Replayed ? result : result with { Replayed = true }, came);
    }

    public async IAsyncEnumerable<TurnEvent> Stream(TurnRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var came = _services.Time.GetTimestamp();
        var accepted = await Accept(request);
        var isOver = false;
        try
        {
            await foreach (var happened in _turns.Watch(accepted).Read(0, cancellationToken))
            {
                isOver = happened.IsTerminal;
                yield return happened.Result is { } result ? happened with { Result = _services.Lateness.Tell(result, came) } : happened;
            }
        }
        finally
        {
            if (!isOver && accepted.IsOwn && request.OnDisconnect == DisconnectPolicy.Cancel)
                accepted.Turn!.Cancel();
            // A caller that saw the end has missed nothing, so nothing has to be kept of a stateless turn.
            if (isOver && !request.Store)
                RetireEmpty();
        }
    }

    public async IAsyncEnumerable<TurnEvent> Attach(
        string? turnId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _turns.Find(turnId) is not { } events)
            yield break;
        await foreach (var happened in events.Read(after, cancellationToken))
            yield return happened;
    }

    public async IAsyncEnumerable<TurnEvent> Follow(string turnId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Living();
        if (await _turns.FindAny(turnId) is not { } events)
        {
            RetireEmpty();
            yield break;
        }

        await foreach (var happened in events.Read(0, cancellationToken))
            yield return happened;
    }

    public CancelOutcome Cancel(string? turnId) => _turns.Cancel(turnId);

    public async Task<TurnRecord> Begin(TurnRequest request)
    {
        var accepted = await Accept(request);
        // Whoever comes for the events later gets all of them, in the pieces in which they came.
        _turns.Watch(accepted);
        return accepted.Turn?.ToRecord(accepted.Turn.Completion.IsCompleted ? await accepted.Turn.Completion : null)
            ?? accepted.Stored!.ToRecord();
    }

    public async Task<TurnRecord?> FindTurn(string turnId)
    {
        if (_turns.FindUnderway(turnId) is { } turn)
            return turn.ToRecord();
        if (_turns.FindFailed(turnId) is { } failed)
            return failed;
        if (await Living() is { } state)
            return state.Log.FindTurn(turnId) is >= 0 and var index ? state.Log.Decode(index).ToRecord() : null;
        RetireEmpty();
        return null;
    }

    public Task<StoredMessage[]> Append(NewMessages added) => _edits.Append(added);

    public Task<bool> RemovePart(string turnId, long seq, int? call, int text = 0) => _edits.RemovePart(turnId, seq, call, text);

    public Task<bool> RemoveTurn(string turnId) => _edits.RemoveTurn(turnId);

    public async Task<SessionCopy?> Copy(string throughTurnId)
    {
        if (await Living() is not { } state)
        {
            RetireEmpty();
            return null;
        }

        if (state.Log.FindTurn(throughTurnId) is not (>= 0 and var last))
            return null;
        var record = state.Record;
        var settings = new NewSession
        {
            AgentId = record.AgentId,
            UserId = record.UserId,
            Title = record.Title,
            Metadata = record.Metadata,
            Concurrency = record.Concurrency,
            TtlHours = record.TtlHours,
        };
        return new SessionCopy(settings, [.. Enumerable.Range(0, last + 1).Select(index => state.Log[index].Data)]);
    }

    public async Task<SessionInfo> CreateFrom(SessionCopy copy)
    {
        await _services.Planner.CheckAgent(_address, copy.Settings.AgentId);
        await Living();
        return await Info(await _stored.Create(copy) ?? throw SessionFailures.AlreadyExists(_address.SessionId));
    }

    public async Task<DeadLetter[]> DeadLetters(string? turnId)
    {
        await Required();
        var letters = await _services.DeadLetters.Read(_address.GrainKey);
        return turnId is null ? letters : Array.FindAll(letters, letter => letter.TurnId == turnId);
    }

    public async Task ClearDeadLetters()
    {
        await Required();
        await _services.DeadLetters.Clear(_address.GrainKey);
    }

    public async Task<bool> PostUsage()
    {
        if (await Living() is { } state)
        {
            await PostUsage(state);
            return true;
        }

        RetireEmpty();
        return false;
    }

    /// <summary>Lets what runs come to its end before the activation goes.</summary>
    public Task Drain(CancellationToken cancellationToken) => _turns.Drain(cancellationToken);

    /// <summary>Accepts a turn, or finds the one that this is the repetition of.</summary>
    /// <exception cref="PlatformException">The turn is refused.</exception>
    private async ValueTask<AcceptedTurn> Accept(TurnRequest request)
    {
        _services.Planner.Check(request);
        if (!request.Store)
            return await AcceptStateless(request);
        if (!_services.Redis.IsConnected)
            throw SessionFailures.StorageAway(_services.Options.RetryAfter);
        while (true)
        {
            var state = await Living() ?? await CreateFor(request);
            if (request.OnlyUserId is { } userId && state.Record.UserId != userId)
                throw SessionFailures.NotFound(_address.SessionId);
            if (_turns.FindRepeated(request, state.Log) is { } repeated)
                return repeated;
            var plan = await _services.Planner.Plan(_address, request, state.Record);
            var permit = await _services.Limits.Take(_address, request, plan, state.Log.ByteCount);
            AcceptedTurn? accepted = null;
            try
            {
                // Planning may have waited: what was true before is looked at again, and from here on nothing comes between.
                if (_stored.Current == state)
                {
                    accepted = _turns.FindRepeated(request, state.Log)
                        ?? (request.Follows is { } last && !_turns.IsLast(last, state.Log)
                            ? throw SessionFailures.NotTheLastTurn(last)
                            : _turns.Enter(request, plan, permit));
                }
            }
            finally
            {
                if (accepted is not { IsOwn: true })
                    permit?.GiveBack();
            }

            if (accepted is { } turn)
                return turn;
        }
    }

    private async ValueTask<AcceptedTurn> AcceptStateless(TurnRequest request)
    {
        TurnPermit? permit = null;
        try
        {
            var plan = await _services.Planner.Plan(_address, request, null);
            permit = await _services.Limits.Take(_address, request, plan, historyBytes: 0);
            return _turns.Enter(request, plan, permit);
        }
        catch (PlatformException)
        {
            // Each has an activation of its own, which a flood of refused ones must not leave behind.
            permit?.GiveBack();
            RetireEmpty();
            throw;
        }
    }

    /// <summary>The session; null when it does not exist. One that has expired is erased on the way.</summary>
    private async ValueTask<SessionState?> Living()
    {
        if (await _stored.Load() is not { } state)
            return null;

        var lifetime = await _services.Planner.Lifetime(_address, state.Record);
        if (_services.Now < state.ActiveAt + lifetime || !_turns.IsIdle || _stored.Current != state)
            return state;
        await _stored.Erase(state.Record);
        _turns.Forget();
        SessionLog.Expired(_services.Logger, _address.GrainKey);
        return null;
    }

    private async ValueTask<SessionState> Required() => await Living() ?? throw NotFound();

    private PlatformException NotFound()
    {
        RetireEmpty();
        return SessionFailures.NotFound(_address.SessionId);
    }

    /// <summary>Lets go of an activation that holds nothing: no session, no turn.</summary>
    private void RetireEmpty()
    {
        if (_turns.IsIdle && _stored.Current is null)
            _host.Retire();
    }

    private async Task<SessionState> CreateFor(TurnRequest request)
    {
        if (request.CreateWith is not { } settings)
            throw NotFound();
        // Whatever is wrong with the turn is found before the session exists.
        await _services.Planner.CheckAgent(_address, settings.AgentId);
        await _services.Planner.Plan(_address, request, SessionRecord.From(settings, _services.Now));
        return await _stored.CreateOrLoad(settings);
    }

    private async ValueTask<SessionInfo> Info(SessionState state) => state.ToInfo(
        _address.SessionId, await _services.Planner.Lifetime(_address, state.Record), _turns.RunningId, _turns.WaitingIds, _turns.LastFailure);

    private async Task PostUsage(SessionState state)
    {
        var posts = new List<Task>();
        for (var index = 0; index < state.Log.Count; index++)
        {
            if (state.Log[index].IsCharged)
                posts.Add(_services.Ledger.Post(TurnBill.InSession(_address, state.Record.UserId, state.Log.Decode(index)), null, isUrgent: true));
        }

        await _services.InLedger(Task.WhenAll(posts));
    }
}
