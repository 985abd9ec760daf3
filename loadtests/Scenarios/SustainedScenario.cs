using System.Globalization;
using Platform.LoadTests.Memory;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>An even rate for a long time: does it stay as quick, and does memory stay where it is?</summary>
internal sealed class SustainedScenario : IScenario
{
    private const int Slices = 12;

    /// <inheritdoc/>
    public string Name => "sustained";

    /// <inheritdoc/>
    public string Description => "An even --rate for --duration seconds: rate and p99 of the last third against the first, and the processes' memory.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000, DurationSeconds: 60, Rate: 1_000) { ShortSeconds = 15 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var sessions = await TurnSessions.Create(context, context.Users, "load-sustained", TurnSessions.AtOnce, cancellationToken);
        using var users = await TurnUsers.Connect(context, sessions, context.Connections, cancellationToken);
        await WarmUp.Run(context, users.All, cancellationToken);
        context.Progress($"{context.Rate} turns/s for {context.Duration.TotalSeconds} s");
        await using var watching = MemoryProfile.Start(context.Time);
        var length = WarmUp.LeadIn + context.Duration;
        var samples = await TimetableLoad.Run(users.All, Timetable.Even((context.Rate, length)), WarmUp.LeadIn, length, context.Time, cancellationToken);
        var memory = watching.Series.Select(series => Measured(series, WarmUp.LeadIn)).Where(static series => series.Points.Count > 0).ToArray();
        await sessions.Verify(cancellationToken);

        var (from, to) = (samples.From, samples.To);
        var third = (to - from) / 3;
        var (first, last) = (samples.Row("first third", from, from + third), samples.Row("last third", to - third, to));
        return new Report(
            Name,
            [samples.Row("all of it"), Part(first), Part(samples.Row("second third", from + third, to - third)), Part(last)],
            [
                ("turns/s, last third ÷ first", (last.Rate / first.Rate).ToString("0.000", CultureInfo.InvariantCulture)),
                ("p99, last third ÷ first", (last.Latency.Percentile(0.99) / first.Latency.Percentile(0.99)).ToString("0.00", CultureInfo.InvariantCulture)),
                .. samples.GeneratorFacts(),
                .. memory.Select(static series => (series.Name, Growth(series))),
                ("acknowledged turns", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Series = [.. samples.Course(context.Duration / Slices, "turns"), .. memory],
        };
    }

    // Its throughput over time is that of the whole, which is drawn already.
    private static ReportRow Part(ReportRow row) => row with { PerSecond = [] };

    private static ReportSeries Measured(ReportSeries series, TimeSpan warmUp) =>
        series with { Points = [.. series.Points.Where(point => point.At >= warmUp).Select(point => (point.At - warmUp, point.Value))] };

    // Medians, because a collection moves the figure up and down all the time.
    private static string Growth(ReportSeries series)
    {
        var third = Math.Max(1, series.Points.Count / 3);
        var (first, last) = (Median(series.Points.Take(third)), Median(series.Points.TakeLast(third)));
        return string.Create(CultureInfo.InvariantCulture, $"{first:0} MB in the first third, {last:0} MB in the last: {last - first:+0;-0;0} MB");
    }

    private static double Median(IEnumerable<(TimeSpan At, double Value)> points)
    {
        var sorted = points.Select(static point => point.Value).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
