using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Tenants;

namespace Platform.LoadTests.Scenarios;

/// <summary>One tenant keeps to its normal load; another one floods. What does the first one feel of it?</summary>
internal sealed class NoisyNeighbourScenario : IScenario
{
    /// <summary>The normal load of the quiet tenant, in turns per second.</summary>
    private const int QuietRate = 100;

    /// <summary>Stretches with and without the flood, by turns, so that a slow moment of the machine does not count for one of them alone.</summary>
    private const int Rounds = 3;

    /// <inheritdoc/>
    public string Name => "noisy-neighbour";

    /// <inheritdoc/>
    public string Description => "A tenant floods far beyond its limits: the latency of another one beside it, against the same alone.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 1, Users: 200, DurationSeconds: 30, Rate: 2_000) { Standard = false, ShortSeconds = 12 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var quiet = await LoadTenant.Create(context, "quiet", new { }, cancellationToken);
        var noisy = await LoadTenant.Create(context, "noisy", new { limits = new { requestsPerMinute = 6_000, concurrentTurns = 32 } }, cancellationToken);
        var quietWorkers = await Open(context, quiet, 16, mayBeRefused: false, cancellationToken);
        // A flood does not wait for its answers: it has as many connections as it has sessions.
        var noisyWorkers = await Open(context, noisy, context.Users, mayBeRefused: true, cancellationToken);
        var (alone, beside) = (new LatencyHistogram(), new LatencyHistogram());
        var flood = new LatencyHistogram();
        var each = context.Duration / (2 * Rounds);
        context.Progress("warming up");
        await Stretch(quietWorkers, QuietRate, context.WarmUp, context, cancellationToken);
        await Stretch(noisyWorkers, context.Rate, context.WarmUp, context, cancellationToken);
        (OpenLoopResult? last, OpenLoopResult? flooded) = (null, null);
        for (var round = 1; round <= Rounds; round++)
        {
            context.Progress($"round {round}: {QuietRate} turns/s alone, then beside {context.Rate} turns/s of a flood");
            alone.Add((await Stretch(quietWorkers, QuietRate, each, context, cancellationToken)).All.Latency);
            var flooding = Stretch(noisyWorkers, context.Rate, each, context, cancellationToken);
            last = await Stretch(quietWorkers, QuietRate, each, context, cancellationToken);
            beside.Add(last.All.Latency);
            flooded = await flooding;
            flood.Add(flooded.All.Latency);
        }

        foreach (var worker in quietWorkers.Concat(noisyWorkers))
            worker.Dispose();
        var seconds = (each * Rounds).TotalSeconds;
        return new Report(
            Name,
            [
                new ReportRow("quiet tenant alone", alone.Count / seconds, alone),
                new ReportRow("quiet tenant beside the flood", beside.Count / seconds, beside),
                new ReportRow("flood, refusals included", flood.Count / seconds, flood),
            ],
            [
                ("p99 beside ÷ alone", Ratio(beside, alone, 0.99)),
                ("p50 beside ÷ alone", Ratio(beside, alone, 0.5)),
                ("flood: served, 429, 503", string.Create(CultureInfo.InvariantCulture,
                    $"{noisyWorkers.Sum(static worker => worker.Served):N0}, {noisyWorkers.Sum(static worker => worker.Limited):N0}, {noisyWorkers.Sum(static worker => worker.Overloaded):N0}")),
                .. last!.GeneratorFacts("quiet tenant, last round"),
                .. flooded!.GeneratorFacts("flood, last round"),
            ]);
    }

    private static async Task<TenantWorker[]> Open(ScenarioContext context, LoadTenant tenant, int count, bool mayBeRefused, CancellationToken cancellationToken)
    {
        context.Progress($"{count} connections of {tenant.Id}");
        var workers = new List<TenantWorker>(count);
        for (var worker = 0; worker < count; worker++)
            workers.Add(await TenantWorker.Open(context.Server, tenant, worker, mayBeRefused, cancellationToken));
        return [.. workers];
    }

    private static async Task<OpenLoopResult> Stretch(TenantWorker[] workers, int rate, TimeSpan duration, ScenarioContext context, CancellationToken cancellationToken)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        until.CancelAfter(duration);
        var result = await OpenLoop.Run(rate, workers, context.Time, until.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private static string Ratio(LatencyHistogram beside, LatencyHistogram alone, double share) =>
        (beside.Percentile(share) / alone.Percentile(share)).ToString("0.00", CultureInfo.InvariantCulture);
}
