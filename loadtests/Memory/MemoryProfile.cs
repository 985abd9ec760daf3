using Platform.LoadTests.Cluster;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Memory;

/// <summary>
/// Samples once a second what memory the load generator and the silos, API replicas and Redis take that were started below it:
/// the resident set, and of .NET processes the managed heap. Processes that are started meanwhile join.
/// </summary>
internal sealed class MemoryProfile : IAsyncDisposable
{
    private const string Unit = "MB";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What is watched, by a part of its command line.</summary>
    private static readonly (string Name, bool IsManaged, string[] CommandLine)[] Programs =
    [
        ("API", true, ["/Api.dll"]),
        ("silo", true, ["/Silo.dll"]),
        ("Redis", false, ["redis-server", "garnet-server", "GarnetServer"]),
    ];

    private readonly Lock _lock = new();
    private readonly List<WatchedProcess> _watched = [];
    private readonly CancellationTokenSource _end = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Task _sampling;

    private MemoryProfile(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _watched.Add(new WatchedProcess("load generator", Environment.ProcessId, heap: null));
        _sampling = Task.Run(Run);
    }

    /// <summary>Starts to sample.</summary>
    public static MemoryProfile Start(TimeProvider time) => new(time);

    /// <summary>What was seen so far, over time.</summary>
    public IReadOnlyList<ReportSeries> Series
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _watched.SelectMany(process => (ReportSeries[])
                    [
                        new ReportSeries($"{process.Name}, resident set", Unit, [.. process.Resident]),
                        new ReportSeries($"{process.Name}, managed heap", Unit, [.. process.Heap]),
                    ]).Where(static series => series.Points.Count > 0),
                ];
            }
        }
    }

    /// <summary>The report with what was seen, and how it is now.</summary>
    public Report AddTo(Report report)
    {
        Sample();
        var series = Series;
        // A scenario that is about memory draws it itself, without its warm-up.
        var undrawn = series.Where(one => !report.Series.Any(drawn => drawn.Name == one.Name));
        return report with { Series = [.. report.Series, .. undrawn], Tables = [.. report.Tables, Table(series)] };
    }

    /// <summary>Start, peak and end of each series.</summary>
    public static ReportTable Table(IReadOnlyList<ReportSeries> series) => new(
        "memory",
        ["MB", "start", "peak", "end"],
        [
            .. series.Select(static one => (string[])
            [
                one.Name,
                ReportText.Figure(one.Points[0].Value),
                ReportText.Figure(one.Points.Max(static point => point.Value)),
                ReportText.Figure(one.Points[^1].Value),
            ]),
        ]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sampling;
        foreach (var process in _watched)
            await process.DisposeAsync();
        _end.Dispose();
    }

    private async Task Run()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            await Find();
            Sample();
        }
        while (await Tick(timer));
    }

    private void Sample()
    {
        lock (_lock)
        {
            var at = _time.GetElapsedTime(_start);
            foreach (var process in _watched)
                process.Sample(at);
        }
    }

    private async Task<bool> Tick(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_end.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Find()
    {
        foreach (var (name, isManaged, commandLine) in Programs)
        {
            foreach (var id in ProcessTree.Descendants(Environment.ProcessId, commandLine))
            {
                if (_watched.Any(process => process.ProcessId == id))
                    continue;
                var number = _watched.Count(process => process.Name.StartsWith(name, StringComparison.Ordinal)) + 1;
                var process = new WatchedProcess($"{name} {number}", id, isManaged ? await HeapCounter.Attach(id) : null);
                lock (_lock)
                    _watched.Add(process);
            }
        }
    }
}
