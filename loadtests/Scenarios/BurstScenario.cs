using System.Globalization;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>A steady load, ten times as much for a while, the steady load again: what is refused, and how soon is everything as before?</summary>
internal sealed class BurstScenario : IScenario
{
    private const int Factor = 10;

    /// <summary>As much more than before the burst is normal afterwards, too: p99 is no exact figure.</summary>
    private const double Tolerance = 2;

    /// <summary>A p99 that is normal whatever it was before.</summary>
    private static readonly TimeSpan AlwaysNormal = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public string Name => "burst";

    /// <inheritdoc/>
    public string Description => "A steady --rate, then 10 × as much for a quarter of --duration, then the steady rate again; a connection for each of --users.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 4_000, DurationSeconds: 40, Rate: 300) { ShortSeconds = 20 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var sessions = await TurnSessions.Create(context, context.Users, "load-burst", TurnSessions.AtOnce, cancellationToken);
        using var users = await TurnUsers.Connect(
            context.Users, (user, token) => RefusableUser.Open(context.Direct, sessions, user, token), cancellationToken);
        await WarmUp.Run(context, users.All, cancellationToken);
        var quarter = context.Duration / 4;
        var (from, burst) = (WarmUp.LeadIn, WarmUp.LeadIn + quarter);
        var (after, end) = (burst + quarter, burst + quarter + (quarter * 2));
        context.Progress($"{context.Rate} turns/s for {quarter.TotalSeconds:0.#} s, then {Factor * context.Rate} for as long, then {context.Rate} for twice as long");
        var samples = await TimetableLoad.Run(
            users.All,
            Timetable.Even((context.Rate, burst), (Factor * context.Rate, quarter), (context.Rate, end - after)),
            from,
            end,
            context.Time,
            cancellationToken);
        await sessions.Verify(cancellationToken);

        var before = samples.Row("before the burst", from, burst);
        var normal = before.Latency.Percentile(0.99) * Tolerance;
        normal = normal > AlwaysNormal ? normal : AlwaysNormal;
        // One that never came is at least as long as was waited for it.
        var recovery = Recovery.Find(samples, after, end, normal) ?? end - after;
        var refused = samples.Count(TimeSpan.Zero, end, TurnOutcome.Refused);
        var refusals = samples.Answering(TimeSpan.Zero, end, TurnOutcome.Refused);
        ReportRow[] rows = [Part(before), Part(samples.Row("served in the burst", burst, after)), Part(samples.Row("after the burst", after, end))];
        return new Report(
            Name,
            refused == 0 ? rows : [.. rows, new ReportRow("refused, from when it was sent", refused / quarter.TotalSeconds, refusals)],
            [
                ("refused (429, 503)", string.Create(CultureInfo.InvariantCulture, $"{refused:N0} of {samples.All.Count:N0}, all with Retry-After")),
                ("normal p99", string.Create(CultureInfo.InvariantCulture, $"up to {normal.TotalMilliseconds:0.0} ms")),
                .. samples.GeneratorFacts(),
                ("acknowledged turns", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost, doubled, or stored although refused", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B11", "p99 normal again after the burst, s", recovery.TotalSeconds, Bar: 5, Goal: 1, MoreIsBetter: false),
                .. refused == 0 ? Array.Empty<BarFigure>() : [new BarFigure("B11", "p99 of refusals, ms", refusals.Percentile(0.99).TotalMilliseconds, Bar: 5, Goal: 5, MoreIsBetter: false)],
            ],
            Series =
            [
                new ReportSeries("turns", "per second", [.. samples.Row("all").PerSecond.Select(static (count, second) => (TimeSpan.FromSeconds(second + 0.5), (double)count))]),
                .. samples.Course(Slice, "turns"),
            ],
        };
    }

    // Its throughput over time is a part of the whole's, which is drawn.
    private static ReportRow Part(ReportRow row) => row with { PerSecond = [] };
}
