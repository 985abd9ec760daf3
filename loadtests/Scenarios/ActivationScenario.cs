using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Turns;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>
/// How long the first call of a session takes that is only in Redis, beside the second one in the same moment; and the very first
/// calls of a silo that has just started, with warming and without.
/// </summary>
internal sealed class ActivationScenario : IScenario
{
    private const string Agent = "assistant";
    private const int Turns = 3;
    private const int Connections = 8;

    /// <summary>Sessions of which only the first call after a start is looked at, one after the other.</summary>
    private const int FirstCalls = 20;

    /// <inheritdoc/>
    public string Name => "activation";

    /// <inheritdoc/>
    public string Description => "The first call of a session that is only in Redis, beside a warm one, and the first calls of a silo with and without warming.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 4_000, DurationSeconds: 20, Rate: 200) { StartsItself = true, ShortUsers = 2_000 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var warmed = await Measure(context, isWarmed: true, cancellationToken);
        var cold = await Measure(context, isWarmed: false, cancellationToken);
        var (reads, turns) = (warmed.Calls.ColdRead, warmed.Calls.ColdTurn);
        return new Report(
            Name,
            [
                Row("cold read", reads, warmed), Row("warm read", warmed.Calls.WarmRead, warmed),
                Row("cold turn", turns, warmed), Row("warm turn", warmed.Calls.WarmTurn, warmed),
                Row("cold turn, silo not warmed", cold.Calls.ColdTurn, cold),
            ],
            [
                ("first turn after the silo's start, warmed", Text(warmed.First[0])),
                ("first turn after the silo's start, not warmed", Text(cold.First[0])),
                ($"first {FirstCalls} turns after the silo's start, warmed, longest but the first", Text(warmed.First.Skip(1).Max())),
                ($"first {FirstCalls} turns after the silo's start, not warmed, longest but the first", Text(cold.First.Skip(1).Max())),
                ("lost or doubled", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B7", "ms for the first read of a session from Redis, p50", Milliseconds(reads, 0.5), Bar: 2, Goal: 0.7, MoreIsBetter: false),
                new BarFigure("B7", "ms for the first read of a session from Redis, p99", Milliseconds(reads, 0.99), Bar: 10, Goal: 3, MoreIsBetter: false),
                new BarFigure("B7", "ms for the first turn of a session from Redis, p50", Milliseconds(turns, 0.5), Bar: 2, Goal: 0.7, MoreIsBetter: false),
                new BarFigure("B7", "ms for the first turn of a session from Redis, p99", Milliseconds(turns, 0.99), Bar: 10, Goal: 3, MoreIsBetter: false),
            ],
        };
    }

    private async Task<Measured> Measure(ScenarioContext run, bool isWarmed, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>();
        if (!isWarmed)
            settings[WarmingSetting.Variable] = WarmingSetting.Off;
        await using var platform = await LocalPlatform.Start(1, 1, data: null, run.Progress, cancellationToken, settings);
        var context = run.On(platform);
        context.Progress($"{context.Users} sessions with {Turns} turns each");
        var sessions = await TurnSessions.Create(context, context.Users + FirstCalls, Agent, cancellationToken);
        await sessions.Fill(Turns, cancellationToken);
        context.Progress($"replacing the silo by one that is {(isWarmed ? "warmed" : "not warmed")}");
        await SiloRestart.Run(platform, context.Time, cancellationToken);
        if (await ClusterCounts.Sessions(platform, cancellationToken) is > 0 and var resident)
            throw new LoadFailedException($"{resident} sessions are in memory before any was called.");

        context.Progress("the first turns");
        var first = new List<TimeSpan>();
        using (var worker = await TurnWorker.Open(context.Direct, sessions, Enumerable.Range(context.Users, FirstCalls), cancellationToken))
        {
            for (var call = 0; call < FirstCalls; call++)
            {
                var sent = context.Time.GetTimestamp();
                await worker.Next(cancellationToken);
                first.Add(context.Time.GetElapsedTime(sent));
            }
        }

        context.Progress($"a cold and a warm call of each of {context.Users} sessions, {context.Rate} sessions/s");
        var calls = await Spread(context, sessions, cancellationToken);
        context.Progress("checking that every acknowledged turn is stored");
        await sessions.Verify(cancellationToken);
        return new Measured(first, calls, context.Rate);
    }

    private static async Task<Figures> Spread(ScenarioContext context, TurnSessions sessions, CancellationToken cancellationToken)
    {
        var workers = new List<ColdCalls>();
        try
        {
            for (var worker = 0; worker < Connections; worker++)
                workers.Add(await ColdCalls.Open(context, sessions, [.. Enumerable.Range(0, context.Users).Where(session => session / 2 % Connections == worker)], cancellationToken));
            using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var loop = OpenLoop.Run(context.Rate, workers, context.Time, until.Token);
            while (!loop.IsCompleted && !workers.TrueForAll(static worker => worker.IsDone))
                await Task.Delay(TimeSpan.FromMilliseconds(50), context.Time, cancellationToken);
            await until.CancelAsync();
            await loop;
            cancellationToken.ThrowIfCancellationRequested();
            return Figures.Of(workers);
        }
        finally
        {
            workers.ForEach(static worker => worker.Dispose());
        }
    }

    private static ReportRow Row(string name, LatencyHistogram latency, Measured measured) => new(name, measured.Rate / 2.0, latency);

    private static double Milliseconds(LatencyHistogram latency, double share) => latency.Count == 0 ? double.NaN : latency.Percentile(share).TotalMilliseconds;

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    private sealed record Measured(List<TimeSpan> First, Figures Calls, int Rate);

    private sealed record Figures(LatencyHistogram ColdRead, LatencyHistogram WarmRead, LatencyHistogram ColdTurn, LatencyHistogram WarmTurn)
    {
        public static Figures Of(List<ColdCalls> workers)
        {
            var all = new Figures(new(), new(), new(), new());
            foreach (var worker in workers)
            {
                all.ColdRead.Add(worker.ColdRead);
                all.WarmRead.Add(worker.WarmRead);
                all.ColdTurn.Add(worker.ColdTurn);
                all.WarmTurn.Add(worker.WarmTurn);
            }

            return all;
        }
    }
}
