using System.Runtime.CompilerServices;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <inheritdoc cref="ISessionGrain"/>
[GrainType("session")]
internal sealed class SessionGrain(SessionServices services) : Grain, ISessionGrain, ISessionHost
{
    private Session _session = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _session = new Session(this.GetPrimaryKeyString(), services, this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _session.Turns.Drain(cancellationToken);

    public Task<SessionInfo> Create(NewSession settings) => _session.Create(settings);

    public Task<SessionInfo?> Get() => _session.Get();

    public Task<SessionInfo> Update(SessionChanges changes) => _session.Update(changes);

    public Task<bool> Delete() => _session.Delete();

    public async Task<TurnResult> Send(TurnRequest request)
    {
        var accepted = await _session.Accept(request);
        var result = await accepted.Completion();
        if (!request.Store && _session.Turns.IsIdle)
            DeactivateOnIdle();
        return accepted.IsOwn || result.Replayed ? result : result with { Replayed = true };
    }

    public async IAsyncEnumerable<TurnEvent> Stream(
        TurnRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var accepted = await _session.Accept(request);
        var isOver = false;
        try
        {
            await foreach (var happened in _session.Turns.Watch(accepted).Read(0, cancellationToken))
            {
                isOver = happened.IsTerminal;
                yield return happened;
            }
        }
        finally
        {
            if (!isOver && accepted.IsOwn && request.OnDisconnect == DisconnectPolicy.Cancel)
                accepted.Turn!.Cancel();
            // Nobody can have missed anything of a stateless turn whose caller saw its end.
            else if (isOver && !request.Store && _session.Turns.IsIdle)
                DeactivateOnIdle();
        }
    }

    public async IAsyncEnumerable<TurnEvent> Attach(
        string? turnId, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await _session.Turns.Find(turnId) is not { } events)
            yield break;
        await foreach (var happened in events.Read(after, cancellationToken))
            yield return happened;
    }

    public Task<CancelOutcome> Cancel(string? turnId) => Task.FromResult(_session.Turns.Cancel(turnId));

    public Task<Page<StoredMessage>> History(HistoryRequest request) => _session.History(request);

    void ISessionHost.Retire() => DeactivateOnIdle();

    void ISessionHost.After(TimeSpan delay, Action action)
    {
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            () =>
            {
                action();
                timer?.Dispose();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true });
    }
}
