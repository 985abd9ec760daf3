using System.Globalization;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>The same closed loop over more and more connections: what does a crowd cost?</summary>
internal sealed class ConnectionsScenario : IScenario
{
    private static readonly int[] Levels = [100, 500, 1_000, 2_000];

    /// <inheritdoc/>
    public string Name => "connections";

    /// <inheritdoc/>
    public string Description => "Persisted turns, closed loop, over 100, 500, 1,000 and 2,000 connections (whatever --connections says; at most --users).";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 2_000, DurationSeconds: 8) { ShortSeconds = 3 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var sessions = await TurnSessions.Create(context, context.Users, "load-connections", TurnSessions.AtOnce, cancellationToken);
        var (rows, series) = (new List<ReportRow>(), new List<ReportSeries>());
        foreach (var level in Levels.Select(level => Math.Min(level, context.Users)).Distinct())
        {
            if (rows.Count > 0 && context.Interrupted.IsCancellationRequested)
                break;
            using var users = await TurnUsers.Connect(context, sessions, level, cancellationToken);
            if (rows.Count == 0)
                await WarmUp.Run(context, users.All, cancellationToken);
            context.Progress($"{level} connections");
            var samples = await BackToBack.Run(users.All, TimeSpan.Zero, context.WarmUp, context.WarmUp + context.Duration, context.Time, cancellationToken);
            rows.Add(samples.Row($"{level} connections"));
            series.AddRange(samples.Course(TimeSpan.FromSeconds(1), rows[^1].Name));
        }

        await sessions.Verify(cancellationToken);
        return new Report(
            Name,
            [.. rows],
            [
                ($"turns/s, {rows[^1].Name} ÷ {rows[0].Name}", (rows[^1].Rate / rows[0].Rate).ToString("0.00", CultureInfo.InvariantCulture)),
                ("acknowledged turns", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Series = series,
        };
    }
}
