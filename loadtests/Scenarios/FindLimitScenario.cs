using System.Globalization;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>Raises an even rate until the platform does not keep up with it: the greatest one that held is what it can be given.</summary>
internal sealed class FindLimitScenario : IScenario
{
    private const double Factor = 1.5;
    private const int Refinements = 3;
    private const int MostSteps = 20;

    /// <summary>A rate holds when at least this part of it is served in its own time.</summary>
    private const double LeastServed = 0.98;

    private static readonly TimeSpan LongestP99 = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Name => "find-limit";

    /// <inheritdoc/>
    public string Description => "Raises an even rate from --rate on, --duration seconds each, until p99 exceeds 50 ms, turns are refused or it is not kept up with.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000, DurationSeconds: 5, Rate: 500) { ShortSeconds = 3, Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        // A connection for each session: with fewer, answers that come late would hold back the load.
        var sessions = await TurnSessions.Create(context, context.Users, "load-limit", TurnSessions.AtOnce, cancellationToken);
        using var users = await TurnUsers.Connect(
            sessions.Count, (user, token) => RefusableUser.Open(context.Direct, sessions, user, token), cancellationToken);
        await WarmUp.Run(context, users.All, cancellationToken);
        var steps = new List<Step>();
        var (best, failed) = (0, 0);
        ReportRow? held = null;
        for (double rate = context.Rate; steps.Count < MostSteps && !context.Interrupted.IsCancellationRequested; rate *= Factor)
        {
            if (!await Holds((int)rate))
                break;
        }

        for (var round = 0; round < Refinements && failed > best + 1 && !context.Interrupted.IsCancellationRequested; round++)
            await Holds((best + failed) / 2);

        await sessions.Verify(cancellationToken);
        return new Report(
            Name,
            held is null ? [] : [held with { Name = "greatest rate that held" }],
            [
                ("greatest rate that held", best == 0 ? "none that was tried" : $"{Number(best)} turns/s"),
                ("smallest that did not", failed == 0 ? "none that was tried" : $"{Number(failed)} turns/s"),
                ("a rate holds with", string.Create(CultureInfo.InvariantCulture, $"p99 up to {LongestP99.TotalMilliseconds} ms, {LeastServed:P0} served in its time, none refused")),
                ("acknowledged turns", Number(sessions.Acknowledged)),
                ("lost or doubled", "0"),
            ])
        {
            Tables =
            [
                new ReportTable(
                    "steps",
                    ["turns/s", "served/s", "p50 ms", "p99 ms", "max ms", "refused", "held"],
                    [.. steps.Select(static step => step.Cells)]),
            ],
        };

        async Task<bool> Holds(int rate)
        {
            var to = WarmUp.LeadIn + context.Duration;
            var samples = await TimetableLoad.Run(users.All, Timetable.Even((rate, to)), WarmUp.LeadIn, to, context.Time, cancellationToken);
            var refused = samples.Count(TimeSpan.Zero, to, TurnOutcome.Refused);
            var row = samples.Row($"{rate} turns/s");
            var p99 = row.Latency.Percentile(0.99);
            var holds = refused == 0 && p99 <= LongestP99 && row.Rate >= LeastServed * rate;
            steps.Add(new Step(rate, row, refused, holds));
            context.Progress(string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {row.Rate:N0} served per second, p99 {p99.TotalMilliseconds:0.0} ms, {(holds ? "held" : "not held")}"));
            if (context.Interrupted.IsCancellationRequested)
                return false;
            if (holds)
                (best, held) = (rate, row);
            else
                failed = rate;
            return holds;
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Step(int Rate, ReportRow Row, int Refused, bool Holds)
    {
        public string[] Cells =>
        [
            Number(Rate),
            Row.Rate.ToString("N0", CultureInfo.InvariantCulture),
            Milliseconds(Row.Latency.Percentile(0.5)),
            Milliseconds(Row.Latency.Percentile(0.99)),
            Milliseconds(Row.Latency.Max),
            Number(Refused),
            Holds ? "yes" : "no",
        ];

        private static string Milliseconds(TimeSpan duration) => duration.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
    }
}
