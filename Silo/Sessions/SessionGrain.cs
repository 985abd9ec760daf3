using Platform.Contracts.DeadLetters;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <inheritdoc cref="ISessionGrain"/>
[GrainType("session")]
internal sealed class SessionGrain(SessionServices services) : Grain, ISessionGrain, ISessionHost
{
    private readonly List<TurnRequest> _sending = [];
    private Session _session = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _session = new Session(this.GetPrimaryKeyString(), services, this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _session.Drain(cancellationToken);

    public Task<SessionInfo> Create(NewSession settings) => _session.Create(settings);

    public Task<SessionInfo?> Get() => _session.Get();

    public Task<SessionInfo> Update(SessionChanges changes) => _session.Update(changes);

    public Task<bool> Delete() => _session.Delete();

    public Task<bool> PostUsage() => _session.PostUsage();

    public Task<ErasedSession?> Erase(string? onlyOfUser) => _session.Erase(onlyOfUser);

    public async Task<TurnResult> Send(TurnRequest request)
    {
        _sending.Add(request);
        try
        {
            return await _session.Send(request);
        }
        finally
        {
            _sending.Remove(request);
        }
    }

    public Task<bool> IsSending(string requestId) => Task.FromResult(_sending.Exists(request => request.RequestId == requestId));

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
