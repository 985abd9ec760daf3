using System.Globalization;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>A model that takes a second, and as many turns in flight as there are users: how much of the time is the platform's?</summary>
internal sealed class SlowModelScenario : IScenario
{
    private static readonly TimeSpan ModelTime = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => "slow-model";

    /// <inheritdoc/>
    public string Description => "--users turns in flight, a connection each, with a model that takes a second: turns/s and p99 against those of the model alone.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 2_000, DurationSeconds: 10);

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var sessions = await TurnSessions.Create(context, context.Users, "load-slow", $"builtin/echo?firstTokenMs={ModelTime.TotalMilliseconds}", cancellationToken);
        using var users = await TurnUsers.Connect(context, sessions, context.Users, cancellationToken);
        context.Progress($"{context.Users} turns in flight");
        // Their first turns are spread over the model's time: nobody's users all ask in the same instant.
        var warmUp = ModelTime + context.WarmUp;
        var samples = await BackToBack.Run(users.All, ModelTime, warmUp, warmUp + context.Duration, context.Time, cancellationToken);
        await sessions.Verify(cancellationToken);

        var row = samples.Row($"{context.Users} turns in flight");
        var ideal = context.Users / ModelTime.TotalSeconds;
        return new Report(
            Name,
            [row],
            [
                ("ideal turns/s", ideal.ToString("N0", CultureInfo.InvariantCulture)),
                ("acknowledged turns", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B4", "turns/s ÷ ideal", row.Rate / ideal, Bar: 0.95, Goal: 0.99, MoreIsBetter: true),
                new BarFigure("B4", "p99 ÷ model time", row.Latency.Percentile(0.99) / ModelTime, Bar: 1.15, Goal: 1.02, MoreIsBetter: false),
            ],
            Series = [.. samples.Course(TimeSpan.FromSeconds(1), row.Name)],
        };
    }
}
