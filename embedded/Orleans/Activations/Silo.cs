using Microsoft.Extensions.Logging;
using Orleans.Calls;
using Orleans.Connections;
using Orleans.Invocation;
using Orleans.Management;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>The silo of this process: takes calls and hands them to activations.</summary>
internal sealed class Silo : ILocalSilo, IGrainCallRuntimeSource
{
    private readonly ClusterViewSource _views;
    private readonly CallTracker _tracker;
    private SiloControl? _control;
    private SiloAddress? _address;
    private volatile bool _closed;
    private uint _scheduled;

    public Silo(IServiceProvider services, ClusterViewSource views, CallTracker tracker, CallRouter calls, TimeProvider time, ConnectionCounters counters, StallGuard stall, ILoggerFactory logs)
    {
        _views = views;
        _tracker = tracker;
        Services = services;
        Calls = calls;
        Time = time;
        Counters = counters;
        Connections = new InboundConnections(counters);
        Stall = stall;
        Log = logs.CreateLogger("Orleans.Silo");
        GrainFactory = new GrainFactory(() => calls, services);
        HandOver = new HandOver(this, views);
    }

    public IServiceProvider Services { get; }

    public CallRouter Calls { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public ConnectionCounters Counters { get; }

    public InboundConnections Connections { get; }

    public GrainFactory GrainFactory { get; }

    public ActivationDirectory Activations { get; } = new();

    public WireMethods Methods { get; } = new();

    public HandOver HandOver { get; }

    public StallGuard Stall { get; }

    public ActivationClasses? Classes { get; set; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; set; } = [];

    /// <summary>Why activations that this silo does not own end.</summary>
    public DeactivationReason LeaveReason { get; private set; } = new(DeactivationReasonCode.Migrating, "The grain belongs to another silo now.");

    public SiloAddress Address => _address ?? throw new InvalidOperationException("The silo's address is known once it listens: use it after the host has started.");

    /// <summary>The time in ticks of the <see cref="CallTracker"/>.</summary>
    public uint Now => _tracker.Now;

    public long ViewVersion => _views.Current.Version;

    IGrainCallRuntime IGrainCallRuntimeSource.Calls => Calls;

    /// <summary>Whether the silo takes no calls any more, whatever the view says.</summary>
    public bool IsClosed => _closed;

    /// <summary>Whether the silo has its address.</summary>
    public bool IsOpen => _address is not null;

    public void Open(SiloAddress address, SiloControl control)
    {
        _address = address;
        _control = control;
        Calls.Attach(this);
    }

    /// <summary>Activations that end from now on end because the silo does.</summary>
    public void BeginStop() => LeaveReason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");

    /// <summary>Takes no calls from now on: their callers send them elsewhere.</summary>
    public void Close() => _closed = true;

    /// <summary>Whether a grain belongs to this silo.</summary>
    public bool Owns(GrainId grain) => !_closed && Address.Equals(_views.Current.OwnerOf(grain));

    public void HintVersion(long version)
    {
        if (version > ViewVersion)
            _views.RequestRefresh();
    }

    public void Deliver(GrainInvocation call)
    {
        if (call.Target.Type == SiloControlAddress.GrainType)
        {
            _ = RunControlAsync(call);
            return;
        }

        if (Stall.IsStalled)
        {
            call.Refused(new Refusal(RefusalKind.NotReady));
            return;
        }

        Place(call);
    }

    /// <summary>Hands on a call that waited for an activation that has ended.</summary>
    public void Redeliver(GrainInvocation call) => ThreadPool.UnsafeQueueUserWorkItem(static state => state.Silo.Deliver(state.Call), (Silo: this, Call: call), preferLocal: false);

    /// <summary>Gives an activation a thread.</summary>
    public void Schedule(Activation activation)
    {
        // Counted without a lock, since it need not be exact.
        // The local queue is fast, but a chain of calls in it would starve everything in the global one: now and then one goes there.
        ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: (++_scheduled & 7) != 0);
    }

    private void Place(GrainInvocation call)
    {
        while (true)
        {
            var owned = Owns(call.Target);
            if (Activations.TryGet(call.Target, out var activation))
            {
                if (activation.TryAccept(call, owned))
                    return;
                continue;
            }

            if (!owned)
            {
                call.Refused(new Refusal(RefusalKind.NotOwner, ViewVersion));
                return;
            }

            if (Classes!.Find(call.Target.Type, call.Request.Method.InterfaceType) is not { } activationClass)
            {
                call.Failed(new OrleansException($"No grain class of silo {Address} implements '{call.Request.Method.InterfaceType}': reference the project that has it from the silo."));
                return;
            }

            if (activationClass.GrainType != call.Target.Type)
            {
                call.Target = new GrainId(activationClass.GrainType, call.Target.Key);
                continue;
            }

            activation = Activations.GetOrAdd(call.Target, activationClass, out var added);
            if (!added)
                continue;
            // The view may have changed since: then whoever ends what this silo does not own may have missed this activation.
            if (Owns(call.Target))
                activation.Start();
            else
                activation.Redeliver(activation.End());
        }
    }

    private async Task RunControlAsync(GrainInvocation call)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await call.Request.InvokeAsync(_control!).ConfigureAwait(false);
            call.Completed();
        }
        catch (Exception error)
        {
            call.Failed(error);
        }
    }
}
