using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans.Activations;

/// <summary>What few activations need at a time: made on first use, so that idle ones stay small.</summary>
internal sealed class ActivationExtras
{
    private Dictionary<Guid, int>? _reentrantChains;

    public HashSet<GrainTimer> Timers { get; } = [];

    public HashSet<StreamProducer> Streams { get; } = [];

    public Dictionary<Guid, int> ReentrantChains => _reentrantChains ??= [];

    public bool HasReentrantChains => _reentrantChains?.Count > 0;

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeactivationReason Reason { get; set; }

    /// <summary>The activation is not collected before this tick.</summary>
    public uint KeepUntil { get; set; }

    public AsyncServiceScope? Scope { get; private set; }

    public IServiceProvider Services(IServiceProvider silo)
    {
        lock (this)
            return (Scope ??= silo.CreateAsyncScope()).ServiceProvider;
    }
}
