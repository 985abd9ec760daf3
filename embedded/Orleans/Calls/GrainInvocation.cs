using System.Diagnostics;
using Orleans.Activations;
using Orleans.Diagnostics;
using Orleans.Filters;
using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Calls;

/// <summary>A grain call as the callee sees it.</summary>
internal abstract class GrainInvocation(GrainRequest request, GrainId target) : ActivationRequest
{
    private CancellationTokenSource? _cancellation;
    private Activation? _activation;
    private StreamProducer? _producer;
    private volatile bool _cancelled;

    public GrainRequest Request { get; } = request;

    public GrainId Target { get; set; } = target;

    /// <summary>The caller's trace; default when there is none.</summary>
    public ActivityContext Trace { get; set; }

    /// <summary>The calling grain, where it is known.</summary>
    public GrainId? Source { get; init; }

    public override GrainMethodOptions Options => Request.Method.Options;

    protected bool IsCancelled => _cancelled;

    protected StreamProducer? Producer => _producer;

    /// <summary>Whether the caller may cancel the call.</summary>
    protected abstract bool CanBeCancelled { get; }

    public override ValueTask InvokeAsync(Activation activation)
    {
        _activation = activation;
        // Pairs with CancelAtCallee: one of the two sees what the other wrote.
        Interlocked.MemoryBarrier();
        return Trace == default || !ActivitySources.ApplicationGrainSource.HasListeners() ? RunAsync(activation) : RunTracedAsync(activation);
    }

    /// <summary>Calls the grain's method, behind the filters.</summary>
    public ValueTask InvokeMethodAsync(Activation activation)
    {
        if ((Options & GrainMethodOptions.Stream) != 0)
            return OpenStream(activation);

        if (CanBeCancelled)
        {
            // The callee gets a token of its own: it fires in the activation's turn, wherever the caller's fires.
            _cancellation = new CancellationTokenSource();
            Request.CancellationToken = _cancellation.Token;
            if (_cancelled)
                _cancellation.Cancel();
        }

        return Request.InvokeAsync(activation.GrainInstance!);
    }

    /// <summary>Fires the callee's token, inside the activation's turn.</summary>
    public void CancelAtCallee()
    {
        _cancelled = true;
        Interlocked.MemoryBarrier();
        if (_activation is not { } activation)
            return;

        activation.Post(() =>
        {
            _cancellation?.Cancel();
            _producer?.Cancel();
        });
    }

    /// <summary>Lets a stream send more items.</summary>
    public void AddCredit(int items) => _producer?.AddCredit(items);

    /// <summary>Makes what enumerates the grain's stream and carries its items to the caller.</summary>
    protected abstract StreamProducer CreateProducer(Activation activation);

    private ValueTask RunAsync(Activation activation) =>
        activation.Class.HasIncomingFilters ? IncomingCallContext.RunAsync(this, activation) : InvokeMethodAsync(activation);

    private async ValueTask RunTracedAsync(Activation activation)
    {
        var name = Request.Method.InterfaceType.FullName;
        using var activity = ActivitySources.ApplicationGrainSource.StartActivity($"{Request.Method.InterfaceType.Name}/{Request.Method.MethodName}", ActivityKind.Server, Trace);
        activity?.SetTag("rpc.system", "orleans").SetTag("rpc.service", name).SetTag("rpc.method", Request.Method.MethodName).SetTag("rpc.orleans.target_id", Target.ToString());
        try
        {
            await RunAsync(activation);
        }
        catch (Exception error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
    }

    private ValueTask OpenStream(Activation activation)
    {
        _producer = CreateProducer(activation);
        if (_cancelled)
            _producer.Cancel();
        activation.AddStream(_producer);
        return ValueTask.CompletedTask;
    }
}
