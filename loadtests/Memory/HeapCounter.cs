using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Platform.LoadTests.Memory;

/// <summary>Listens to the counters of another .NET process for the size of its managed heap, once a second.</summary>
internal sealed class HeapCounter : IAsyncDisposable
{
    private const string Provider = "System.Runtime";
    private const string HeapSizeCounter = "gc-heap-size";

    /// <summary>A process that stands still answers nothing, and must not hold up the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly EventPipeSession _session;
    private readonly Task _reading;
    private double _megabytes = double.NaN;

    private HeapCounter(EventPipeSession session)
    {
        _session = session;
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The heap in MB (of a million bytes, as the runtime counts), dead objects included; null until the process has told it.</summary>
    public double? Megabytes => Volatile.Read(ref _megabytes) is var value && double.IsFinite(value) ? value : null;

    /// <summary>Starts to listen.</summary>
    /// <returns>Null when the process does not let itself be listened to: it has ended, stands still, is no .NET process, or has its diagnostics switched off.</returns>
    public static async Task<HeapCounter?> Attach(int processId)
    {
        var provider = new EventPipeProvider(Provider, EventLevel.Informational, arguments: new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            return new HeapCounter(await new DiagnosticsClient(processId).StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 1, timeout.Token));
        }
        catch (Exception error) when (error is DiagnosticsClientException or IOException or TimeoutException or UnauthorizedAccessException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The process may have ended or stand still: nobody waits long for its last words.
        var closing = Task.Run(_session.Dispose);
        await Task.WhenAll(closing, _reading).WaitAsync(Patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Read()
    {
        try
        {
            using var source = new EventPipeEventSource(_session.EventStream);
            source.Dynamic.All += data =>
            {
                if (data.EventName == "EventCounters"
                    && data.PayloadValue(0) is IDictionary<string, object> { } outer
                    && outer.TryGetValue("Payload", out var payload)
                    && payload is IDictionary<string, object> counter
                    && counter.TryGetValue("Name", out var name) && name is HeapSizeCounter
                    && counter.TryGetValue("Mean", out var mean) && mean is double megabytes)
                {
                    Volatile.Write(ref _megabytes, megabytes);
                }
            };
            source.Process();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The process is gone or the session was closed: the stream ends anywhere, and whatever the parser says about that is no news.
        }
    }
}
