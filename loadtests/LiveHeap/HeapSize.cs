using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.LiveHeap;

/// <summary>
/// What another .NET process holds in its managed heap after a full collection, which it is asked for through its diagnostics
/// port: no code for it is in the process.
/// </summary>
internal static class HeapSize
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>What a first collection leaves to finalizers goes with the next ones.</summary>
    private const int Collections = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The heap in bytes after a full collection, holes between objects included.</summary>
    /// <exception cref="LoadFailedException">The process did not answer.</exception>
    public static async Task<long> AfterCollection(int processId, CancellationToken cancellationToken)
    {
        var size = 0L;
        for (var collection = 0; collection < Collections; collection++)
            size = await Collect(processId).WaitAsync(Patience, TimeProvider.System, cancellationToken);
        return size;
    }

    private static async Task<long> Collect(int processId)
    {
        // The keyword makes the runtime collect everything when a session begins; the other one has it tell what was left.
        var provider = new EventPipeProvider(
            Runtime, EventLevel.Informational, (long)(ClrTraceEventParser.Keywords.GCHeapCollect | ClrTraceEventParser.Keywords.GC));
        try
        {
            using var session = await new DiagnosticsClient(processId).StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
            var told = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var reading = Task.Factory.StartNew(() => Read(session, told), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var size = await told.Task;
            await session.StopAsync(CancellationToken.None);
            await reading;
            return size;
        }
        catch (Exception error) when (error is DiagnosticsClientException or IOException or UnauthorizedAccessException)
        {
            throw new LoadFailedException($"Process {processId} does not tell what its heap holds: {error.Message}");
        }
    }

    private static void Read(EventPipeSession session, TaskCompletionSource<long> told)
    {
        try
        {
            using var source = new EventPipeEventSource(session.EventStream);
            var isFull = false;
            source.Clr.GCStart += collection => isFull = collection.Depth == GC.MaxGeneration && collection.Reason == Microsoft.Diagnostics.Tracing.Parsers.Clr.GCReason.Induced;
            source.Clr.GCHeapStats += heap =>
            {
                // Small collections may come between.
                if (isFull)
                    told.TrySetResult(heap.TotalHeapSize);
            };
            source.Process();
            told.TrySetException(new IOException("it ended"));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            told.TrySetException(new IOException(error.Message, error));
        }
    }
}
