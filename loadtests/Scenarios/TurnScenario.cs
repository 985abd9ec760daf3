using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Turns;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>Persisted synchronous turns over HTTP, spread over many sessions, beside a bare Kestrel echo in the same run.</summary>
internal sealed class TurnScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "turn";

    /// <inheritdoc/>
    public string Description => "Persisted turns over HTTP, closed loop, against a bare Kestrel echo in the same run.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000, DurationSeconds: 10) { ShortSeconds = 10, WarmUpSeconds = 20 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var profile = new ProcessorProfile();
        (string, IReadOnlyList<int>) generator = ("the load generator", [Environment.ProcessId]);
        LoadResult bare;
        await using (var echo = await BareEcho.Start(cancellationToken))
        {
            context.Progress($"bare Kestrel echo, {context.Connections} connections");
            bare = await profile.Watch("bare echo", [generator, ("Kestrel", [echo.ProcessId])], context,
                () => Load(context, index => BareEchoWorker.Open(echo.Address, index, cancellationToken), cancellationToken));
        }

        var sessions = await TurnSessions.Create(context, context.Users, "load-turn", TurnSessions.AtOnce, cancellationToken);
        context.Progress($"turns, {context.Connections} connections over {context.Users} sessions");
        var turns = await profile.Watch("turn", context.Platform is { } platform ? [generator, .. PlatformParts.ByRole(platform)] : [generator], context,
            () => Load(context, async index => await TurnWorker.Open(context.Direct, sessions, index, context.Connections, cancellationToken), cancellationToken));
        var ratio = turns.Rate / bare.Rate;

        await sessions.Verify(cancellationToken);
        return new Report(
            Name,
            [
                ReportRow.Of("bare Kestrel echo", bare),
                ReportRow.Of("persisted turn", turns),
            ],
            [
                ("turns/s ÷ bare echo", ratio.ToString("0.000", CultureInfo.InvariantCulture)),
                ("acknowledged turns", sessions.Acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Tables = profile.Table is { } table ? [table] : [],
            Bars = [new BarFigure("B1", "turns/s ÷ bare Kestrel echo", ratio, Bar: 0.30, Goal: 0.45, MoreIsBetter: true)],
        };
    }

    private static Task<LoadResult> Load(ScenarioContext context, Func<int, Task<IWorker>> open, CancellationToken cancellationToken) =>
        ClosedLoop.Run(context.Connections, context.WarmUp, context.Duration, (index, _) => open(index), context.Time, cancellationToken);
}
