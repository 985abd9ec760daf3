using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Grains;
using Platform.LoadTests.Load;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>What the engine under the platform does by itself: grain calls in one silo, between processes, and with a write to Redis.</summary>
internal sealed class GrainsScenario : IScenario
{
    /// <summary>Calls in flight, as they were when Microsoft Orleans was measured.</summary>
    private const int InFlight = 100;

    private const double OrleansInSilo = 1_100_000;
    private const double OrleansBetweenProcesses = 300_000;
    private const double OrleansStored = 52_500;

    /// <summary>A call into the silo ends well before the time a call may take.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => "grains";

    /// <inheritdoc/>
    public string Description => "Grain calls in one silo and between processes, by the engine alone.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: InFlight, DurationSeconds: 10) { StartsItself = true };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        ReportRow inside, between, stored;
        await using (var silo = await GrainSilo.Start(redis: null, cancellationToken))
        await using (var client = await GrainClient.Connect(silo, cancellationToken))
        {
            context.Progress($"grain to grain in one silo, {InFlight} in flight");
            await Inside(client.Cluster, context.WarmUp, context.Interrupted);
            inside = await Inside(client.Cluster, context.Duration, context.Interrupted);
            context.Progress($"client process to silo process, {InFlight} in flight");
            between = await Between("client process → silo process", context, number => client.Cluster.GetGrain<IPingGrain>(number).Ping, cancellationToken);
        }

        // For its Redis, which is kept as the platform keeps it.
        await using (var platform = await LocalPlatform.Start(1, 1, data: null, context.Progress, cancellationToken))
        await using (var silo = await GrainSilo.Start(PlatformParts.RedisOf(platform), cancellationToken))
        await using (var client = await GrainClient.Connect(silo, cancellationToken))
        {
            context.Progress($"the same with a write to Redis, {InFlight} in flight");
            stored = await Between("the same with a write to Redis", context, number => client.Cluster.GetGrain<IPingGrain>(number).Store, cancellationToken);
        }

        return new Report(
            Name,
            [inside, between, stored],
            [
                ("÷ 52.5 k calls/s of Microsoft Orleans with a state write", (stored.Rate / OrleansStored).ToString("0.00", CultureInfo.InvariantCulture)),
                ("wrong answers", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B6", "calls/s in one silo ÷ 1.1 M of Microsoft Orleans", inside.Rate / OrleansInSilo, Bar: 0.5, Goal: 1, MoreIsBetter: true),
                new BarFigure("B6", "calls/s between processes ÷ 300 k of Microsoft Orleans", between.Rate / OrleansBetweenProcesses, Bar: 0.33, Goal: 0.8, MoreIsBetter: true),
            ],
        };
    }

    private static async Task<ReportRow> Inside(IClusterClient cluster, TimeSpan duration, CancellationToken interrupted)
    {
        var latency = new LatencyHistogram();
        var (rates, slices) = (0.0, 0);
        for (var left = duration; left > TimeSpan.Zero && !interrupted.IsCancellationRequested; left -= Slice, slices++)
        {
            var slice = left < Slice ? left : Slice;
            var drivers = await Task.WhenAll(Enumerable.Range(0, InFlight).Select(number => cluster.GetGrain<IDriveGrain>(number).Drive(slice)));
            rates += drivers.Sum(static driver => driver.Calls / driver.Elapsed.TotalSeconds);
            foreach (var sample in drivers.SelectMany(static driver => driver.Sampled))
                latency.Record(sample);
        }

        return new ReportRow("grain → grain in one silo", slices == 0 ? 0 : rates / slices, latency);
    }

    private static async Task<ReportRow> Between(
        string name, ScenarioContext context, Func<int, Func<long, Task<long>>> grain, CancellationToken cancellationToken)
    {
        var result = await ClosedLoop.Run(
            InFlight, context.WarmUp, context.Duration, (index, _) => Task.FromResult<IWorker>(new GrainWorker(grain(index))), context.Time, cancellationToken);
        return ReportRow.Of(name, result);
    }
}
