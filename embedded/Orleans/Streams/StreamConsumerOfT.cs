using System.Threading.Tasks.Sources;
using Orleans.Activations;
using Orleans.Calls;
using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Streams;

/// <summary>Buffers the items of one stream until the caller asks for them; the producer never sends more than fit.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class StreamConsumer<T> : StreamConsumer, IAsyncEnumerator<T>, IStreamSink<T>, IValueTaskSource<bool>
{
    private const int CreditBatch = StreamProducer.Window / 2;
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CallRouter _router;
    private readonly GrainId _target;
    private readonly GrainStreamRequest<T> _request;
    private readonly CancellationTokenSource? _linked;
    private readonly Queue<T> _items = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ManualResetValueTaskSourceCore<bool> _waiter = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private OutgoingCall? _call;
    private Exception? _error;
    private bool _waits;
    private bool _over;
    private bool _disposed;
    private int _taken;

    public StreamConsumer(CallRouter router, GrainId target, GrainStreamRequest<T> request, CancellationToken token)
        : this(router, target, request, Link(token, request.CancellationToken), token)
    {
    }

    private StreamConsumer(CallRouter router, GrainId target, GrainStreamRequest<T> request, CancellationTokenSource? linked, CancellationToken token)
        : base(linked?.Token ?? (token.CanBeCanceled ? token : request.CancellationToken))
    {
        _router = router;
        _target = target;
        _request = request;
        _linked = linked;
    }

    public T Current { get; private set; } = default!;

    public ValueTask<bool> MoveNextAsync()
    {
        if (_call is null)
            Open();

        var credit = 0;
        lock (_lock)
        {
            if (_items.TryDequeue(out var item))
            {
                Current = item;
                if (++_taken == CreditBatch && !_over)
                {
                    credit = _taken;
                    _taken = 0;
                }
            }
            else if (_over)
            {
                return _error is { } error ? ValueTask.FromException<bool>(error) : ValueTask.FromResult(false);
            }
            else
            {
                _waits = true;
                _waiter.Reset();
                return new ValueTask<bool>(this, _waiter.Version);
            }
        }

        if (credit > 0)
            _call!.GrantCredit(credit);
        return ValueTask.FromResult(true);
    }

    public void Item(T item)
    {
        var credit = 0;
        lock (_lock)
        {
            if (_over)
                return;
            if (!_waits)
            {
                _items.Enqueue(item);
                return;
            }

            _waits = false;
            Current = item;
            if (++_taken == CreditBatch)
            {
                credit = _taken;
                _taken = 0;
            }
        }

        if (credit > 0)
            _call!.GrantCredit(credit);
        _waiter.SetResult(true);
    }

    public override void ReadItem(ref GrainReader reader) => Item(_request.ReadItem(ref reader));

    public override void End(Exception? error)
    {
        bool waits;
        lock (_lock)
        {
            if (_over)
            {
                _ended.TrySetResult();
                return;
            }

            _over = true;
            _error = error;
            waits = _waits;
            _waits = false;
        }

        _registration.Unregister();
        _ended.TrySetResult();
        if (!waits)
            return;
        if (error is null)
            _waiter.SetResult(false);
        else
            _waiter.SetException(error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;

        _disposed = true;
        if (_call is { } call && !_ended.Task.IsCompleted)
        {
            // The grain's enumerator is disposed before this returns, so that its finally blocks have run.
            call.SignalCallee();
            call.Failed(new OperationCanceledException());
            await _ended.Task.WaitAsync(DisposeLimit, _router.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!_ended.Task.IsCompleted)
                End(null);
        }

        _registration.Unregister();
        _linked?.Dispose();
    }

    public override StreamProducer CreateLocalProducer(Activation activation) => new StreamProducer<T>(activation, _request, this);

    bool IValueTaskSource<bool>.GetResult(short token) => _waiter.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private static CancellationTokenSource? Link(CancellationToken first, CancellationToken second) =>
        first.CanBeCanceled && second.CanBeCanceled && first != second ? CancellationTokenSource.CreateLinkedTokenSource(first, second) : null;

    private void Open()
    {
        _call = new OutgoingCall(_router, _request, _target, this);
        if (CancellationToken.CanBeCanceled)
            _registration = CancellationToken.UnsafeRegister(static consumer => ((StreamConsumer<T>)consumer!).Cancelled(), this);
        if (!_over)
            _router.Begin(_call);
    }

    private void Cancelled()
    {
        _call!.SignalCallee();
        bool waits;
        lock (_lock)
        {
            if (_over)
                return;
            _over = true;
            _items.Clear();
            _error = new OperationCanceledException(CancellationToken);
            waits = _waits;
            _waits = false;
        }

        if (waits)
            _waiter.SetException(_error);
        _call!.Failed(_error);
    }
}
