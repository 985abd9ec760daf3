using Orleans.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// The base of grain classes. One instance per key exists in a healthy cluster, and its code never runs on two threads at once.
/// </summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>A grain; only the runtime constructs grains.</summary>
    protected Grain()
        : this(RuntimeContext.Current!)
    {
    }

    /// <summary>A grain of a given context.</summary>
    protected Grain(IGrainContext grainContext)
    {
        GrainContext = grainContext;
    }

    /// <summary>The runtime's side of this activation.</summary>
    public IGrainContext GrainContext { get; private set; }

    /// <summary>A reference to this grain, to hand to others.</summary>
    public GrainReference GrainReference => Activation.GrainReference;

    /// <summary>The grain's identity as text, <c>type/key</c>.</summary>
    public string IdentityString => Activation.GrainId.ToString();

    /// <summary>The silo that runs this activation, as text.</summary>
    public string RuntimeIdentity => Activation.Silo.Address.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Silo.GrainFactory;

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.ActivationServices;

    internal Activation Activation => (Activation)GrainContext
        ?? throw new InvalidOperationException("The grain was constructed outside the runtime: get a reference from IGrainFactory instead.");

    /// <summary>Runs before the first request. Requests wait for it; when it throws, they fail with its exception and the next call tries a fresh activation.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last request. Not run when the process is killed.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deactivates as soon as the running requests are done; the next call makes a new activation.</summary>
    protected void DeactivateOnIdle() => Activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Keeps the activation from being collected as idle for at least a time.</summary>
    /// <param name="timeSpan">The time from now; zero or less ends an earlier delay.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}
