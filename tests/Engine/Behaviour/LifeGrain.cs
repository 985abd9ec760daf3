namespace Platform.Tests.Engine.Behaviour;

/// <summary>A key that starts with "fails" fails its first activation.</summary>
public sealed class LifeGrain : Grain, ILifeGrain, IDisposable
{
    private readonly Guid _instance = Guid.NewGuid();
    private IGrainTimer? _timer;
    private int _ticks;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Key.StartsWith("fails", StringComparison.Ordinal) && !Signals.IsSet(Key + " failed"))
        {
            Signals.Set(Key + " failed");
            throw new InvalidOperationException("Not today.");
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Signals.Set(Key + " ended", reason.ReasonCode);
        return Task.CompletedTask;
    }

    public void Dispose() => Signals.Set(Key + " disposed");

    public Task<Guid> Instance() => Task.FromResult(_instance);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndAfter(string signal)
    {
        DeactivateOnIdle();
        await Signals.Wait(signal);
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task StartTimer(TimeSpan due, TimeSpan period, bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            (state, token) =>
            {
                _ticks++;
                Signals.Set($"{Key} tick {_ticks} {state}", TaskScheduler.Current != TaskScheduler.Default);
                return Task.CompletedTask;
            },
            "state",
            new GrainTimerCreationOptions(due, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task StopTimer()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string signal)
    {
        Signals.Set(signal + " held");
        await Signals.Wait(signal);
    }

    public Task<string> Silo() => Task.FromResult(RuntimeIdentity);
}
