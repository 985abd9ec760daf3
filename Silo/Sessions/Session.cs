using Platform.Contracts.Errors;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>One conversation in memory: settings, history, and the turns at work. Runs inside one activation, never in parallel.</summary>
internal sealed class Session
{
    private readonly SessionAddress _address;
    private readonly SessionServices _services;
    private readonly ISessionHost _host;
    private readonly StoredSession _stored;

    public Session(string grainKey, SessionServices services, ISessionHost host)
    {
        _address = new SessionAddress(grainKey);
        _services = services;
        _host = host;
        _stored = new StoredSession(_address, services, host.Retire);
        Turns = new SessionTurns(_address, services, host, _stored);
    }

    /// <summary>The turns at work.</summary>
    public SessionTurns Turns { get; }

    public async Task<SessionInfo> Create(NewSession settings)
    {
        await _services.Planner.CheckAgent(_address, settings.AgentId);
        await Living();
        var state = await _stored.Create(settings) ?? throw SessionFailures.AlreadyExists(_address.SessionId);
        return await Info(state);
    }

    public async Task<SessionInfo?> Get() => await Living() is { } state ? await Info(state) : null;

    public async Task<SessionInfo> Update(SessionChanges changes)
    {
        var state = await Required();
        if (changes.AgentId is { } agentId)
            await _services.Planner.CheckAgent(_address, agentId);
        var record = state.Record.With(changes, _services.Now);
        await _stored.Update(state, record, await _services.Planner.Lifetime(_address, record));
        return await Info(state);
    }

    public async Task<bool> Delete()
    {
        await Turns.CancelAll();
        if (await _stored.Load() is not { } state)
            return false;
        await _stored.Erase(state.Record);
        Turns.Forget();
        _host.Retire();
        return true;
    }

    public async Task<Page<StoredMessage>> History(HistoryRequest request) => SessionHistory.Read((await Required()).Log, request);

    /// <summary>Accepts a turn, or finds the one that this is the repetition of.</summary>
    /// <exception cref="PlatformException">The turn is refused.</exception>
    public async ValueTask<AcceptedTurn> Accept(TurnRequest request)
    {
        _services.Planner.Check(request);
        if (!request.Store)
            return Turns.Enter(request, await _services.Planner.Plan(_address, request, null));
        if (!_services.Redis.IsConnected)
            throw SessionFailures.StorageAway(_services.Options.RetryAfter);
        while (true)
        {
            var state = await Living() ?? await Begin(request);
            if (request.OnlyUserId is { } userId && state.Record.UserId != userId)
                throw SessionFailures.NotFound(_address.SessionId);
            if (FindRepeated(request, state) is { } repeated)
                return repeated;
            var plan = await _services.Planner.Plan(_address, request, state.Record);
            // Planning may have waited: what was true before is looked at again, and from here on nothing comes between.
            if (_stored.Current == state)
                return FindRepeated(request, state) ?? Turns.Enter(request, plan);
        }
    }

    private AcceptedTurn? FindRepeated(TurnRequest request, SessionState state) =>
        request.IdempotencyKey is { } key ? Turns.FindRepeated(key, request.RequestHash, state.Log) : null;

    /// <summary>The session; null when it does not exist. One that has expired is erased on the way.</summary>
    private async ValueTask<SessionState?> Living()
    {
        if (await _stored.Load() is not { } state)
        {
            if (Turns.IsIdle)
                _host.Retire();
            return null;
        }

        var lifetime = await _services.Planner.Lifetime(_address, state.Record);
        if (_services.Now < state.ActiveAt + lifetime || !Turns.IsIdle || _stored.Current != state)
            return state;
        await _stored.Erase(state.Record);
        Turns.Forget();
        SessionLog.Expired(_services.Logger, _address.GrainKey);
        return null;
    }

    private async ValueTask<SessionState> Required() => await Living() ?? throw SessionFailures.NotFound(_address.SessionId);

    private async Task<SessionState> Begin(TurnRequest request)
    {
        if (request.CreateWith is not { } settings)
            throw SessionFailures.NotFound(_address.SessionId);
        // Whatever is wrong with the turn is found before the session exists.
        await _services.Planner.CheckAgent(_address, settings.AgentId);
        await _services.Planner.Plan(_address, request, SessionRecord.From(settings, _services.Now));
        return await _stored.LoadOrCreate(settings);
    }

    private async ValueTask<SessionInfo> Info(SessionState state) => state.ToInfo(
        _address.SessionId, await _services.Planner.Lifetime(_address, state.Record), Turns.RunningId, Turns.LastFailure);
}
