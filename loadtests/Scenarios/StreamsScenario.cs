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
        var warmUp = answer.Length + context.WarmUp;
        var samples = await BackToBack.Run(users.All, answer.Length, warmUp, warmUp + context.Duration, context.Time, cancellationToken);
        await sessions.Verify(cancellationToken);

        var delay = new LatencyHistogram();
        var perSecond = new long[(int)(samples.To - samples.From).TotalSeconds];
        foreach (var (timestamp, added) in users.All.Cast<StreamingUser>().SelectMany(static user => user.Tokens))
        {
            var at = context.Time.GetElapsedTime(samples.Start, timestamp);
            if (at < samples.From || at >= samples.To)
                continue;
            delay.Record(added);
            if ((int)(at - samples.From).TotalSeconds is var second && second < perSecond.Length)
                perSecond[second]++;
        }

        var rate = samples.To > samples.From ? delay.Count / (samples.To - samples.From).TotalSeconds : 0;
        var ideal = context.Users / Pace.TotalSeconds;
        return new Report(
            Name,
            [new ReportRow("token, delay added", rate, delay) { PerSecond = perSecond }, samples.Row("whole stream") with { PerSecond = [] }],
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
            Series = [.. samples.Course(TimeSpan.FromSeconds(1), "whole stream")],
        };
    }
}
