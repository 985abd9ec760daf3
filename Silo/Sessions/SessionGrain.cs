using Platform.Contracts.DeadLetters;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Silo.Calls;

namespace Platform.Silo.Sessions;

/// <inheritdoc cref="ISessionGrain"/>
[GrainType("session")]
internal sealed class SessionGrain(SessionServices services) : Grain, ISessionGrain, ISessionHost, ICallHolder
{
    private Session _session = null!;

    public HeldCalls Calls { get; } = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _session = new Session(this.GetPrimaryKeyString(), services, this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _session.Drain(cancellationToken);

    // No call waits outside of the session to begin.
    public Task<bool> Holds(string request) => Task.FromResult(Calls.Has(request));

    public Task<SessionInfo> Create(NewSession settings) => _session.Create(settings);

    public Task<SessionInfo?> Get() => _session.Get();

    public Task<SessionInfo> Update(SessionChanges changes) => _session.Update(changes);

    public Task<bool> Delete() => _session.Delete();

    public Task<bool> PostUsage() => _session.PostUsage();

    public Task<ErasedSession?> Erase(string? onlyOfUser) => _session.Erase(onlyOfUser);

    public Task<TurnResult> Send(TurnRequest request) => _session.Send(request);

    public IAsyncEnumerable<TurnEvent> Stream(TurnRequest request, CancellationToken cancellationToken = default) =>
        _session.Stream(request, cancellationToken);

    public Task<TurnRecord> Begin(TurnRequest request) => _session.Begin(request);

    public Task<TurnRecord?> FindTurn(string turnId) => _session.FindTurn(turnId);

    public Task<StoredMessage[]> Append(NewMessages added) => _session.Append(added);

    public Task<bool> RemovePart(string turnId, long seq, int? call, int text) => _session.RemovePart(turnId, seq, call, text);

    public Task<bool> RemoveTurn(string turnId) => _session.RemoveTurn(turnId);

    public Task<SessionCopy?> Copy(string throughTurnId) => _session.Copy(throughTurnId);

    public Task<SessionInfo> CreateFrom(SessionCopy copy) => _session.CreateFrom(copy);

    public IAsyncEnumerable<TurnEvent> Attach(string? turnId, long after, CancellationToken cancellationToken = default) =>
        _session.Attach(turnId, after, cancellationToken);

    public IAsyncEnumerable<TurnEvent> Follow(string turnId, CancellationToken cancellationToken = default) =>
        _session.Follow(turnId, cancellationToken);

    public Task<CancelOutcome> Cancel(string? turnId) => Task.FromResult(_session.Cancel(turnId));

    public Task<DeadLetter[]> DeadLetters(string? turnId) => _session.DeadLetters(turnId);

    public Task ClearDeadLetters() => _session.ClearDeadLetters();

    public Task<Page<StoredMessage>> History(HistoryRequest request) => _session.History(request);

    void ISessionHost.Retire() => DeactivateOnIdle();

    IDisposable ISessionHost.After(TimeSpan delay, Action action)
    {
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            () =>
            {
                timer?.Dispose();
                action();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true });
        return timer;
    }
}
