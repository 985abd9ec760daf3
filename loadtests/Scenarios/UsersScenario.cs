using System.Globalization;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>Persisted turns over HTTP on fixed schedules: an even rate over many sessions, and users who each have a schedule of their own.</summary>
internal sealed class UsersScenario : IScenario
{
    private const int SlowRate = 1;
    private const int QuickRate = 10;

    /// <inheritdoc/>
    public string Name => "users";

    /// <inheritdoc/>
    public string Description => "Open loop: --rate turns/s over all sessions, then --users × 1/s, then half as many × 10/s, each on a schedule of its own.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000, DurationSeconds: 10, Rate: 1_000) { ShortSeconds = 10, WarmUpSeconds = 20 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var sessions = await TurnSessions.Create(context, context.Users, "load-users", TurnSessions.AtOnce, cancellationToken);
        var (slow, quick) = (context.Users, Math.Max(1, context.Users / 2));
        var length = WarmUp.LeadIn + context.Duration;
        using (var users = await TurnUsers.Connect(context, sessions, context.Connections, cancellationToken))
            await WarmUp.Run(context, users.All, cancellationToken);
        var even = await Stretch(context.Connections, $"{context.Rate} turns/s over {context.Users} sessions", Timetable.Even((context.Rate, length)));
        var slowly = await Stretch(slow, $"{slow} users × {SlowRate}/s", Timetable.OfUsers(slow, SlowRate, length, context.Seed));
        var quickly = await Stretch(quick, $"{quick} users × {QuickRate}/s", Timetable.OfUsers(quick, QuickRate, length, context.Seed));
        await sessions.Verify(cancellationToken);

        return new Report(
            Name,
            [even.Row, slowly.Row, quickly.Row],
            [
                .. new[] { even, slowly, quickly }.SelectMany(static stretch => stretch.Samples.GeneratorFacts(stretch.Row.Name)),
                ("acknowledged turns", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B2", $"p50 at {context.Rate} turns/s, ms", Percentile(even.Row, 0.5), Bar: 1, Goal: 0.5, MoreIsBetter: false),
                new BarFigure("B2", $"p99 at {context.Rate} turns/s, ms", Percentile(even.Row, 0.99), Bar: 5, Goal: 1, MoreIsBetter: false),
                new BarFigure("B3", $"p99 of {slowly.Row.Name}, ms", Percentile(slowly.Row, 0.99), Bar: 5, Goal: 2, MoreIsBetter: false),
                new BarFigure("B3", $"p99 of {quickly.Row.Name}, ms", Percentile(quickly.Row, 0.99), Bar: 5, Goal: 2, MoreIsBetter: false),
            ],
            Series = [.. new[] { even, slowly, quickly }.SelectMany(stretch => stretch.Samples.Course(TimeSpan.FromSeconds(1), stretch.Row.Name))],
        };

        async Task<(ReportRow Row, TurnSamples Samples)> Stretch(int count, string name, IEnumerable<PlannedTurn> timetable)
        {
            context.Progress(name);
            using var users = await TurnUsers.Connect(context, sessions, count, cancellationToken);
            var samples = await TimetableLoad.Run(users.All, timetable, WarmUp.LeadIn, length, context.Time, cancellationToken);
            return (samples.Row(name), samples);
        }
    }

    private static double Percentile(ReportRow row, double share) => row.Latency.Percentile(share).TotalMilliseconds;
}
