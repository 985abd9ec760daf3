using Platform.LoadTests.Faults;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>One silo is killed in the middle of the run: how long do its sessions wait?</summary>
internal sealed class KillSiloScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "kill-silo";

    /// <inheritdoc/>
    public string Description => "kill -9 of one silo under load: the longest wait of its sessions, and whether a turn was lost or doubled.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 2, Apis: 1, Users: 200, DurationSeconds: 20) { ShortSeconds = 12 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        Fault[] plan = [new Fault(context.Duration / 3, FaultKind.KillSilo, context.Seed, TimeSpan.Zero)];
        var outcome = await FaultRun.Run(context, plan, cancellationToken);
        var longest = FaultGaps.Longest(outcome.Clients.SelectMany(static client => client.Gaps), outcome.Faults, FaultKind.KillSilo, alone: true, context.Time);
        // A lost or doubled turn would have failed the report.
        return FaultReport.Of(Name, context, outcome) with
        {
            Bars =
            [
                new BarFigure("B10", "kill -9 of a silo: longest gap of its sessions, s", longest?.TotalSeconds ?? double.NaN, Bar: 5, Goal: 2, MoreIsBetter: false),
                new BarFigure("B10", "acknowledged turns lost or doubled", 0, Bar: 0, Goal: 0, MoreIsBetter: false),
            ],
        };
    }
}
