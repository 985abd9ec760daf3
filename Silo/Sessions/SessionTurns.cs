using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Silo.Limits;

namespace Platform.Silo.Sessions;

/// <summary>The turns of one session: which may run, who watches them, and what is left of the last one.</summary>
internal sealed class SessionTurns(SessionAddress address, SessionServices services, ISessionHost host, StoredSession stored)
{
    private readonly TurnQueue _queue = new();
    private TurnRunner? _runner;
    private TurnEvents? _lastEvents;
    private IDisposable? _replay;
    private TurnRecord? _lastFailed;
    private Task _edit = Task.CompletedTask;
    private int _waitingEdits;
    private bool _isStopping;

    /// <summary>Whether no turn runs or waits.</summary>
    public bool IsIdle => _queue.IsIdle;

    /// <summary>The turn at work.</summary>
    public string? RunningId => _queue.Running?.Id;

    /// <summary>The turns that wait.</summary>
    public string[] WaitingIds => _queue.Waiting == 0 ? [] : [.. _queue.All.Where(static turn => !turn.IsRunning).Select(static turn => turn.Id)];

    /// <summary>How the last turn ended when it is not in the log.</summary>
    public TurnStatus? LastFailure => _lastFailed?.Result.Status;

    /// <summary>Has a turn run, by its policy when another one does.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="plan">How it is run.</param>
    /// <param name="permit">What it has taken of limits: the turn's from here on, unless it is refused.</param>
    public AcceptedTurn Enter(TurnRequest request, TurnPlan plan, TurnPermit? permit)
    {
        var running = _queue.Running;
        if (running is not null)
        {
            if (plan.Concurrency == ConcurrencyPolicy.Reject)
                throw SessionFailures.Busy(running.Id, services.Options.RetryAfter);
            if (_queue.Waiting >= services.Options.MaxWaitingTurns)
                throw SessionFailures.QueueFull(_queue.Waiting, services.Options.RetryAfter);
        }

        if (_isStopping || services.IsStopping)
        {
            // It runs at the session's next place, and what it interrupts is not waited for there either.
            if (plan.Concurrency == ConcurrencyPolicy.Interrupt)
                running?.Cancel();
            throw SessionFailures.Draining(services.Options.RetryAfter);
        }

        if (services.FairShare.IsCrowded(address.TenantId))
            throw SessionFailures.Overloaded(services.Options.RetryAfter);
        services.InFlight.Enter(address.TenantId);
        var turn = new Turn(SortableId.New(SortableId.Turn, services.Time), request, plan, services.Now) { Accepted = stored.Current, Permit = permit };
        _queue.Enter(turn);
        if (turn.Interrupts)
            running?.Cancel();
        turn.Completion = (_runner ??= new TurnRunner(address, services, stored, Ended)).Run(turn);
        if (!turn.IsRunning)
            turn.Patience = host.After(turn.Request.QueueTtl ?? services.Options.QueueTtl, turn.Expire);
        return new AcceptedTurn(turn, null, IsOwn: true);
    }

    /// <summary>Whether a turn would be the one right behind another.</summary>
    public bool IsLast(string turnId, TurnLog log) =>
        (_queue.All.LastOrDefault()?.Id ?? log.LastTurnId) == turnId;

    /// <summary>A turn that runs or waits; null when there is none with this id.</summary>
    public Turn? FindUnderway(string turnId) => _queue.All.FirstOrDefault(turn => turn.Id == turnId);

    /// <summary>How a turn ended that is not in the log, as long as it is the last one that did.</summary>
    public TurnRecord? FindFailed(string turnId) => _lastFailed is { } failed && failed.Result.TurnId == turnId ? failed : null;

    /// <summary>Changes the stored history while no turn runs; those that come meanwhile wait.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">As many changes wait already as turns may.</exception>
    public async Task<T> Edit<T>(Func<Task<T>> edit)
    {
        if (_waitingEdits >= services.Options.MaxWaitingTurns)
            throw SessionFailures.QueueFull(_waitingEdits, services.Options.RetryAfter);
        _waitingEdits++;
        while (!IsIdle)
            await (_queue.Running?.Completion ?? _edit);
        _waitingEdits--;
        _queue.Hold();
        var done = new TaskCompletionSource();
        _edit = done.Task;
        try
        {
            return await edit();
        }
        finally
        {
            _queue.Release();
            done.SetResult();
        }
    }

    /// <summary>The turn of an earlier request that this one is the repetition of; null when there is none.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">Its key was used with another request.</exception>
    public AcceptedTurn? FindRepeated(TurnRequest request, TurnLog log) => request switch
    {
        { IdempotencyKey: { } key } => FindKey(key, request, log),
        { IsRetry: true, RequestHash: { } hash } => FindRequest(hash, request, log),
        _ => null,
    };

    /// <summary>The events of a turn that was just accepted, from its start.</summary>
    public TurnEvents Watch(AcceptedTurn accepted) =>
        accepted.Turn is { } turn ? Watch(turn) : TurnEvents.Of(accepted.Stored!, services.Options, replayed: true);

    /// <summary>The events of the turn that runs or waits, or of the last one; null when there is neither.</summary>
    public async ValueTask<TurnEvents?> Find(string? turnId)
    {
        foreach (var turn in _queue.All)
        {
            if (turnId is null || turn.Id == turnId)
                return Watch(turn);
        }

        if (_lastEvents is { } events && (turnId is null || events.TurnId == turnId))
            return events;
        // Nobody watched the last turn, so its events are made from what is stored.
        if (await stored.Load() is not { Log: { Count: > 0 } log } || log.LastAt + services.Options.ReplayWindow <= services.Now)
            return null;
        if (log[log.Count - 1] is not { MessageCount: > 0, Status: not TurnStatus.Interrupted })
            return null;
        var last = log.Decode(log.Count - 1);
        return !last.WasAdded && (turnId is null || last.TurnId == turnId) ? TurnEvents.Of(last, services.Options) : null;
    }

    /// <summary>The events of any turn there is; null when there is no such turn.</summary>
    public async ValueTask<TurnEvents?> FindAny(string turnId)
    {
        if (FindUnderway(turnId) is { } turn)
            return Watch(turn);
        if (_lastEvents is { } last && last.TurnId == turnId)
            return last;
        if (FindFailed(turnId) is { } failed)
            return TurnEvents.Of(failed.Result, services.Options);
        return await stored.Load() is { Log: var log } && log.FindTurn(turnId) is >= 0 and var index
            ? TurnEvents.Of(log.Decode(index), services.Options)
            : null;
    }

    /// <summary>Stops a turn, also one that waits; null stops the running one.</summary>
    public CancelOutcome Cancel(string? turnId)
    {
        foreach (var turn in _queue.All)
        {
            if (turnId is null || turn.Id == turnId)
                return turn.Cancel() ? new CancelOutcome(true, turn.Id) : new CancelOutcome(false, null);
        }

        return new CancelOutcome(false, null);
    }

    /// <summary>Stops every turn and waits for their ends.</summary>
    public async Task CancelAll()
    {
        while (!IsIdle)
        {
            await _edit;
            var turns = _queue.All.ToArray();
            foreach (var turn in turns)
                turn.Cancel();
            await Task.WhenAll(turns.Select(static turn => turn.Completion));
        }
    }

    /// <summary>Waits until nothing runs; what has not ended by then is aborted and answered as interrupted.</summary>
    public async Task Drain(CancellationToken cancellationToken)
    {
        _isStopping = true;
        while (!IsIdle)
        {
            await _edit;
            var ends = Task.WhenAll(_queue.All.Select(static turn => turn.Completion).ToArray());
            try
            {
                await ends.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                foreach (var turn in _queue.All.ToArray())
                    turn.Abort();
                await ends;
            }
        }
    }

    /// <summary>Drops what is left of the last turn.</summary>
    public void Forget()
    {
        _replay?.Dispose();
        (_lastEvents, _replay, _lastFailed) = (null, null, null);
    }

    /// <summary>Drops what is left of a turn. True when it was one that the log does not have.</summary>
    public bool ForgetTurn(string turnId)
    {
        var wasFailed = FindFailed(turnId) is not null;
        if (wasFailed || _lastEvents?.TurnId == turnId)
            Forget();
        return wasFailed;
    }

    private AcceptedTurn? FindKey(string key, TurnRequest request, TurnLog log)
    {
        foreach (var turn in _queue.All)
        {
            if (turn.Request.IdempotencyKey == key)
                return turn.IsOf(request.RequestHash) ? new AcceptedTurn(turn, null, IsOwn: false) : throw SessionFailures.KeyReused();
        }

        if (stored.FindRepeated(log, request) is not { } first)
            return null;
        return first.IsOf(request.RequestHash) ? new AcceptedTurn(null, first, IsOwn: false) : throw SessionFailures.KeyReused();
    }

    private AcceptedTurn? FindRequest(byte[] hash, TurnRequest request, TurnLog log)
    {
        foreach (var turn in _queue.All)
        {
            if (turn.Request is { IdempotencyKey: null, RequestHash: not null } && turn.IsOf(hash))
                return new AcceptedTurn(turn, null, IsOwn: false);
        }

        return stored.FindRepeated(log, request) is { } first ? new AcceptedTurn(null, first, IsOwn: false) : null;
    }

    private TurnEvents Watch(Turn turn)
    {
        if (!turn.Completion.IsCompleted)
            return turn.Watch(services.Options);
        // A model in this process and nothing to store: it was over before anybody could watch.
        var events = turn.Events ?? TurnEvents.Of(turn.Completion.Result, services.Options);
        Keep(events);
        return events;
    }

    private void Ended(Turn turn, TurnResult result)
    {
        if (turn.IsRunning)
            stored.RunningTurnId = null;
        turn.Patience?.Dispose();
        services.InFlight.Exit(address.TenantId);
        turn.Permit?.Settle(turn, result);
        Remember(turn, result);
        _queue.Leave(turn);
    }

    private void Remember(Turn turn, TurnResult result)
    {
        turn.Events?.End(result);
        if (!turn.Request.Store)
        {
            Keep(turn.Events);
            return;
        }

        var isStored = result.Status == TurnStatus.Completed || (result.Status == TurnStatus.Cancelled && turn.IsRunning);
        _lastFailed = isStored ? null : turn.ToRecord(result);
        // Without viewers the log has all there is to replay, except for what it does not hold.
        Keep(turn.Events ?? (isStored ? null : TurnEvents.Of(result, services.Options)));
    }

    private void Keep(TurnEvents? events)
    {
        _replay?.Dispose();
        _lastEvents = events;
        _replay = events is null ? null : host.After(services.Options.ReplayWindow, EndReplay);
    }

    private void EndReplay()
    {
        (_lastEvents, _replay) = (null, null);
        if (stored.Current is null && IsIdle)
            host.Retire();
    }
}
