using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Connections;
using Orleans.Filters;
using Orleans.Invocation;
using Orleans.Membership;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Calls;

/// <summary>
/// Sends calls to the silo that owns the grain, by the caller's view of the cluster. A call that provably did not run (refused,
/// or never sent) is sent again until its response timeout; one that may have run is never sent again.
/// </summary>
internal sealed class CallRouter : IGrainCallRuntime
{
    private const int MaxOneWayAttempts = 100;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly ClusterViewSource _views;
    private readonly SiloLinks _links;
    private readonly TimeProvider _time;
    private readonly TimeSpan _responseTimeout;
    private readonly IOutgoingGrainCallFilter[] _filters;
    private ILocalSilo? _local;
    private volatile bool _stopped;

    public CallRouter(
        ClusterViewSource views,
        SiloLinks links,
        CallTracker tracker,
        TimeProvider time,
        MessagingOptions options,
        IOptions<TracingOptions> tracing,
        IEnumerable<IOutgoingGrainCallFilter> filters)
    {
        _views = views;
        _links = links;
        _time = time;
        _responseTimeout = options.ResponseTimeout;
        _filters = [.. filters];
        Tracker = tracker;
        Traces = tracing.Value.IsEnabled;
        CancelOnTimeout = options.CancelRequestOnTimeout;
        WaitForCancellation = options.WaitForCancellationAcknowledgement;
    }

    public CallTracker Tracker { get; }

    public TimeProvider Time => _time;

    /// <summary>Whether the current trace travels with calls.</summary>
    public bool Traces { get; }

    public bool CancelOnTimeout { get; }

    public bool WaitForCancellation { get; }

    public void Send(GrainId target, GrainRequest request)
    {
        if (_filters.Length > 0)
            OutgoingCallContext.Run(this, _filters, target, request);
        else
            Begin(new OutgoingCall(this, request, target));
    }

    public IAsyncEnumerable<T> OpenStream<T>(GrainId target, GrainStreamRequest<T> request) => new StreamEnumerable<T>(this, target, request);

    /// <summary>Sends a call for the first time.</summary>
    public void Begin(OutgoingCall call)
    {
        if (_stopped)
        {
            call.Failed(new ClientNotAvailableException($"{call} was made after the cluster client stopped."));
            return;
        }

        if (call.Stream is null && call.Request.CancellationToken is { IsCancellationRequested: true } token)
        {
            call.Failed(new OperationCanceledException(token));
            return;
        }

        call.Timeout = call.Request.Method.ResponseTimeout ?? _responseTimeout;
        if ((call.Options & GrainMethodOptions.OneWay) == 0)
        {
            Tracker.Add(call);
            call.WatchCallerToken();
        }

        Dispatch(call);
        if ((call.Options & GrainMethodOptions.OneWay) != 0)
            call.Request.Complete();
    }

    /// <summary>The call did not run: it is sent again, after a pause when the cluster has to settle first.</summary>
    public void Refused(OutgoingCall call, Refusal refusal)
    {
        if (call.HasEnded)
            return;

        call.MovedTo(null);
        call.LastRefusal = refusal;
        call.Holder = null;
        call.Attempts++;
        if (refusal is { Kind: RefusalKind.HeldElsewhere, Holder: { } holder })
        {
            call.Holder = holder;
            if (call.Attempts < 3)
            {
                Dispatch(call);
                return;
            }
        }

        if ((call.Options & GrainMethodOptions.OneWay) != 0 && call.Attempts > MaxOneWayAttempts)
        {
            // Nobody waits for it, so no response timeout ends it.
            call.Failed(new SiloUnavailableException($"{call} could not be delivered."));
            return;
        }

        if (refusal.Version > _views.Current.Version || refusal.Kind is RefusalKind.Unreachable or RefusalKind.NoSilo)
            _views.RequestRefresh();
        _ = DispatchLaterAsync(call);
    }

    public void Attach(ILocalSilo local) => _local = local;

    /// <summary>Calls made from now on fail.</summary>
    public void Stop() => _stopped = true;

    private async Task DispatchLaterAsync(OutgoingCall call)
    {
        var pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(call.Attempts, 10), LongestPause.Ticks));
        // Pauses are about the network, not about the application's time.
        await _views.WaitForChangeAsync(pause, TimeProvider.System).ConfigureAwait(false);
        Dispatch(call);
    }

    private void Dispatch(OutgoingCall call)
    {
        if (call.HasEnded)
            return;

        var view = _views.Current;
        var silo = call.Holder
            ?? (call.Target.Type == SiloControlAddress.GrainType ? SiloControlAddress.SiloOf(call.Target) : view.OwnerOf(call.Target));
        if (silo is null)
        {
            Refused(call, new Refusal(RefusalKind.NoSilo));
        }
        else if (_local is { } local && silo.Equals(local.Address))
        {
            call.LastRefusal = null;
            local.Deliver(call);
        }
        else if (view.IsDead(silo) && call.Target.Type == SiloControlAddress.GrainType)
        {
            call.Failed(new SiloUnavailableException($"{silo} is dead: {call} was not sent."));
        }
        else
        {
            _links.Get(silo).Send(call);
        }
    }
}
