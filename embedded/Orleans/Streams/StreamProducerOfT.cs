using Orleans.Activations;
using Orleans.Invocation;

namespace Orleans.Streams;

/// <summary>Enumerates one stream.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class StreamProducer<T>(
    Activation activation,
    GrainStreamRequest<T> request,
    IStreamSink<T> sink) : StreamProducer
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _moreCredit;
    private Exception? _abortion;
    private int _credit = Window;

    public override Task Ended => _ended.Task;

    public override void Start() => _ = RunAsync();

    public override void Cancel()
    {
        _cancellation.Cancel();
        AddCredit(0);
    }

    public override void Abort(Exception error)
    {
        _abortion = error;
        activation.Post(Cancel);
    }

    public override void AddCredit(int items)
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            _credit += items;
            waiter = _moreCredit;
            _moreCredit = null;
        }

        waiter?.TrySetResult();
    }

    private async Task RunAsync()
    {
        Exception? error = null;
        try
        {
            request.CancellationToken = _cancellation.Token;
            await using var items = request.Open(activation.GrainInstance!).GetAsyncEnumerator(_cancellation.Token);
            while (await TakeCreditAsync() && await items.MoveNextAsync())
                sink.Item(items.Current);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        activation.StreamEnded(this);
        _ended.TrySetResult();
        // What the grain itself says is told, also when it asks to be deactivated as it says so.
        sink.End(error is null or OperationCanceledException ? _abortion ?? error : error);
    }

    // Before an item is produced, so that the grain is never ahead of its consumer by more than the window.
    private async ValueTask<bool> TakeCreditAsync()
    {
        while (!_cancellation.IsCancellationRequested)
        {
            Task more;
            lock (_lock)
            {
                if (_credit > 0)
                {
                    _credit--;
                    return true;
                }

                _moreCredit ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                more = _moreCredit.Task;
            }

            await more;
        }

        return false;
    }
}
