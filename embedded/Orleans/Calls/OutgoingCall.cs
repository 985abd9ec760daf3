using System.Diagnostics;
using Orleans.Activations;
using Orleans.Connections;
using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;

namespace Orleans.Calls;

/// <summary>A grain call as the caller sees it, from <see cref="CallRouter.Send"/> to its answer. A call to a grain of this process is handed over as it is.</summary>
internal sealed class OutgoingCall : GrainInvocation, IFrame
{
    private readonly CallRouter _router;
    private readonly CancellationToken _callerToken;
    private CancellationTokenRegistration _registration;
    private ICallPlace? _place;
    private int _ended;

    public OutgoingCall(CallRouter router, GrainRequest request, GrainId target, StreamConsumer? stream = null)
        : base(request, target)
    {
        _router = router;
        Stream = stream;
        _callerToken = stream?.CancellationToken ?? request.CancellationToken;
        Context = RequestContext.Current;
        if (router.Traces && Activity.Current is { } activity)
            Trace = activity.Context;
        Source = RuntimeContext.Activation?.GrainId;
    }

    /// <summary>Receives the items, for a call that opens a stream.</summary>
    public StreamConsumer? Stream { get; }

    /// <summary>When set, it is told the end in place of the caller: a call filter still wants to see the answer.</summary>
    public TaskCompletionSource? Interceptor { get; init; }

    /// <summary>When the call times out, in ticks of the <see cref="CallTracker"/>.</summary>
    public uint Deadline { get; set; }

    /// <summary>How long the caller waits.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>The tracker's list.</summary>
    public OutgoingCall? PreviousTracked { get; set; }

    /// <summary>The tracker's list.</summary>
    public OutgoingCall? NextTracked { get; set; }

    /// <summary>The tracker's list; -1 when it is in none.</summary>
    public int Shard { get; set; } = -1;

    /// <summary>Where to send it, against the placement: to the silo that still holds the grain.</summary>
    public SiloAddress? Holder { get; set; }

    /// <summary>How often it was refused.</summary>
    public int Attempts { get; set; }

    /// <summary>Why it is not on its way; null while it is.</summary>
    public Refusal? LastRefusal { get; set; }

    /// <summary>Whether its connection may have sent it.</summary>
    public bool WasSent { get; set; }

    /// <summary>The identifier on its connection.</summary>
    public ulong WireId { get; set; }

    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    public override bool IsAbandoned => (HasEnded && Stream is null) || IsCancelled;

    public bool MayBeCancelled => CanBeCancelled;

    protected override bool CanBeCancelled => _callerToken.CanBeCanceled;

    /// <summary>Begins to listen to the caller's token.</summary>
    public void WatchCallerToken()
    {
        if (_callerToken.CanBeCanceled && Stream is null)
            _registration = _callerToken.UnsafeRegister(static call => ((OutgoingCall)call!).CallerCancelled(), this);
        if (HasEnded)
            _registration.Unregister();
    }

    /// <summary>The call is at a connection.</summary>
    public void MovedTo(ICallPlace? place) => Volatile.Write(ref _place, place);

    public override void Completed()
    {
        if (!TryEnd())
            return;
        if (Interceptor is { } interceptor)
            interceptor.TrySetResult();
        else
            Request.Complete();
    }

    public override void Failed(Exception error)
    {
        if (!TryEnd())
            return;
        if (Stream is not null)
        {
            // It may still open over there: nobody would read it.
            SignalCallee();
            Stream.End(error);
        }

        if (Interceptor is { } interceptor)
            interceptor.TrySetException(error);
        else
            Request.Fail(error);
    }

    public override void Refused(Refusal refusal) => _router.Refused(this, refusal);

    /// <summary>The response timeout has passed.</summary>
    public void TimedOut()
    {
        Exception error = LastRefusal is { } refusal
            ? new SiloUnavailableException($"The call {this} could not be delivered within {Timeout:c} ({refusal.Kind}): check that a silo of this cluster runs and can be reached.")
            : new TimeoutException($"No answer to {this} within {Timeout:c}. It may still run.");
        if (_router.CancelOnTimeout)
            SignalCallee();
        Failed(error);
    }

    /// <summary>Tells the callee that nobody waits any more.</summary>
    public void SignalCallee()
    {
        if (Volatile.Read(ref _place) is { } place)
            place.SendCancel(this);
        else
            CancelAtCallee();
    }

    /// <summary>Lets the producer of the stream go on.</summary>
    public void GrantCredit(int items)
    {
        if (Volatile.Read(ref _place) is { } place)
            place.SendCredit(this, items);
        else
            AddCredit(items);
    }

    void IFrame.Write(ref GrainWriter writer)
    {
        // A stream that failed before it was sent is taken out here, so that nothing is forgotten that was sent.
        if (HasEnded || IsCancelled)
            Volatile.Read(ref _place)?.Forget(this);
        else
            RequestFrame.Write(ref writer, this);
    }

    void IFrame.WriteFailed(Exception error) => Failed(error);

    public override string ToString() => $"{Request.Method.InterfaceType.Name}.{Request.Method.MethodName} of {Target}";

    protected override StreamProducer CreateProducer(Activation activation) => Stream!.CreateLocalProducer(activation);

    private void CallerCancelled()
    {
        SignalCallee();
        if (!_router.WaitForCancellation)
            Failed(new OperationCanceledException(_callerToken));
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;

        _router.Tracker.Remove(this);
        _registration.Unregister();
        if (Stream is null)
            Volatile.Read(ref _place)?.Forget(this);
        return true;
    }
}
