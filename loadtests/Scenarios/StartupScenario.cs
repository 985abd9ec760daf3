using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>
/// How long things take to be there: a silo on an empty Redis and one that joins, from the start of the process until it is ready;
/// the whole platform, from the start of the app host until the first turn is served. Medians, with warming and without.
/// </summary>
internal sealed class StartupScenario : IScenario
{
    private const int Times = 3;
    private const string Agent = "assistant";

    private static readonly Dictionary<string, string> Warmed = [];
    private static readonly Dictionary<string, string> NotWarmed = new() { [WarmingSetting.Variable] = WarmingSetting.Off };

    /// <inheritdoc/>
    public string Name => "startup";

    /// <inheritdoc/>
    public string Description => "Silo process start to ready, first and joining; app host start to first served turn; with warming and without.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 1, Users: 1, DurationSeconds: 1) { StartsItself = true, ShortSeconds = 1 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var warmed = new Starts("warmed", new(), new(), new(), new(), []);
        var notWarmed = new Starts("not warmed", new(), new(), new(), new(), []);
        // By turns, so that a slow moment of the machine does not count for one of them alone.
        for (var time = 0; time < Times; time++)
        {
            foreach (var (starts, settings) in ((Starts, Dictionary<string, string>)[])[(warmed, Warmed), (notWarmed, NotWarmed)])
            {
                context.Progress($"start {time + 1} of {Times}, {starts.Name}");
                await Measure(context, starts, settings, time, cancellationToken);
            }
        }

        return new Report(
            Name,
            [.. Rows(warmed), .. Rows(notWarmed)],
            [
                .. Facts(warmed), .. Facts(notWarmed),
                ("medians of", Times.ToString(CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B12", "s from the start of a silo's process until it is ready, on an empty Redis", Seconds(warmed.First), Bar: 1.5, Goal: 0.6, MoreIsBetter: false),
                new BarFigure("B12", "s from the start of a silo's process until it has joined and is ready", Seconds(warmed.Join), Bar: 1.5, Goal: 0.6, MoreIsBetter: false),
                new BarFigure("B12", "s from the start of the app host until the first turn is served", Seconds(warmed.AppHost), Bar: 8, Goal: 4, MoreIsBetter: false),
            ],
        };
    }

    private static async Task Measure(ScenarioContext run, Starts starts, Dictionary<string, string> settings, int time, CancellationToken cancellationToken)
    {
        var began = run.Time.GetTimestamp();
        await using var platform = await LocalPlatform.Start(2, 1, data: null, run.Progress, cancellationToken, settings);
        var context = run.On(platform);
        var sessions = await TurnSessions.Create(context, 1, Agent, cancellationToken);
        using (var worker = await TurnWorker.Open(context.Direct, sessions, 0, 1, cancellationToken))
        {
            var sent = run.Time.GetTimestamp();
            await worker.Next(cancellationToken);
            starts.FirstTurn.Record(run.Time.GetElapsedTime(sent));
            starts.AppHost.Record(run.Time.GetElapsedTime(began));
        }

        await sessions.Verify(cancellationToken);
        var (program, redis) = (PlatformParts.SiloProgram(platform), PlatformParts.RedisOf(platform));
        var join = await SiloStart.Measure(program, redis, settings, run.Time, cancellationToken);
        // Another of the server's databases is as good as a Redis in which nothing is stored.
        var first = await SiloStart.Measure(program, $"{redis},defaultDatabase={time + 1}", settings, run.Time, cancellationToken);
        starts.Join.Record(join.Ready);
        starts.First.Record(first.Ready);
        starts.Cpu.Add(first.Cpu);
    }

    private static ReportRow[] Rows(Starts starts) =>
    [
        new($"silo on an empty Redis, {starts.Name}", 0, starts.First),
        new($"silo joins, {starts.Name}", 0, starts.Join),
        new($"app host to first turn, {starts.Name}", 0, starts.AppHost),
        new($"first turn of the platform, {starts.Name}", 0, starts.FirstTurn),
    ];

    private static (string Name, string Value)[] Facts(Starts starts) =>
    [
        ($"processor time until a silo is ready, {starts.Name}", string.Create(CultureInfo.InvariantCulture, $"{starts.Cpu.Order().ElementAt(starts.Cpu.Count / 2).TotalSeconds:0.00} s")),
        ($"first turn of the platform, {starts.Name}", string.Create(CultureInfo.InvariantCulture, $"{starts.FirstTurn.Percentile(0.5).TotalMilliseconds:0.0} ms")),
    ];

    private static double Seconds(LatencyHistogram times) => times.Percentile(0.5).TotalSeconds;

    private sealed record Starts(
        string Name, LatencyHistogram First, LatencyHistogram Join, LatencyHistogram AppHost, LatencyHistogram FirstTurn, List<TimeSpan> Cpu);
}
