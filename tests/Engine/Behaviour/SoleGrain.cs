using System.Collections.Concurrent;

namespace Platform.Tests.Engine.Behaviour;

/// <summary>Notes when two activations of one key exist at the same time.</summary>
public sealed class SoleGrain : Grain, ISoleGrain
{
    private static readonly ConcurrentDictionary<string, int> Active = new();

    public static ConcurrentBag<string> Doubles { get; } = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Active.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, count) => count + 1) > 1)
            Doubles.Add(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Active.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, count) => count - 1);
    }

    public Task Work() => Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(3)), TimeProvider.System);
}
