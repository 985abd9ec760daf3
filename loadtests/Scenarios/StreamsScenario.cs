using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>Many streams at the same time, each as quick as people read: does every token come, and when it should?</summary>
internal sealed class StreamsScenario : IScenario
{
    private const int TokensPerStream = 100;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Name => "streams";

    /// <inheritdoc/>
    public string Description => "--users concurrent streams of 20 tokens/s each: tokens delivered against the ideal, and how much later than the model gave them.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000, DurationSeconds: 15);

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var answer = new PacedAnswer(TokensPerStream, Pace);
        var sessions = await TurnSessions.Create(context, context.Users, "load-streams", answer.Model, cancellationToken, _ => answer.Question);
        using var users = await TurnUsers.Connect(
            context.Users, async (user, token) => await StreamingUser.Open(context.Direct, sessions, user, answer, context.Time, token), cancellationToken);
        context.Progress($"{context.Users} streams of {TokensPerStream} tokens, one behind the other");
        // Their first streams are spread over the length of one: ends and begins come all the time, as they do in life.
        var (from, to) = (answer.Length + context.WarmUp, answer.Length + context.WarmUp + context.Duration);
        var samples = await BackToBack.Run(users.All, answer.Length, to, context.Time, cancellationToken);
        await sessions.Verify(cancellationToken);

        var tokens = users.All.Cast<StreamingUser>()
            .SelectMany(static user => user.Tokens)
            .Select(token => (At: context.Time.GetElapsedTime(samples.Start, token.At), token.Delay))
            .Where(token => token.At >= from && token.At < to)
            .ToArray();
        var delay = new LatencyHistogram();
        foreach (var token in tokens)
            delay.Record(token.Delay);
        var rate = tokens.Length / context.Duration.TotalSeconds;
        var ideal = context.Users / Pace.TotalSeconds;
        return new Report(
            Name,
            [new ReportRow("token, delay added", rate, delay), samples.Row("whole stream", from, to)],
            [
                ("ideal tokens/s", ideal.ToString("N0", CultureInfo.InvariantCulture)),
                ("acknowledged streams", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost, doubled or torn", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B5", "tokens delivered ÷ ideal", rate / ideal, Bar: 0.98, Goal: 0.999, MoreIsBetter: true),
                new BarFigure("B5", "p99 of the delay added to a token, ms", delay.Percentile(0.99).TotalMilliseconds, Bar: 50, Goal: 10, MoreIsBetter: false),
            ],
            Series =
            [
                new ReportSeries(
                    "tokens",
                    "per second",
                    [.. tokens.CountBy(token => (int)(token.At - from).TotalSeconds).OrderBy(static second => second.Key).Select(static second => (TimeSpan.FromSeconds(second.Key), (double)second.Value))]),
            ],
        };
    }
}
