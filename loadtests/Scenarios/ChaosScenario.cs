using Platform.LoadTests.Faults;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>Silos, API replicas and Redis are killed, stopped and paused at random while clients converse.</summary>
internal sealed class ChaosScenario : IScenario
{
    private static readonly TimeSpan PerFault = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public string Name => "chaos";

    /// <inheritdoc/>
    public string Description => "Kills, stops and pauses silos, APIs and Redis at random, then proves that no acknowledged turn is lost, doubled or out of order.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 3, Apis: 2, Users: 200, DurationSeconds: 60) { Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var count = Math.Max(1, (int)(context.Duration / PerFault));
        var outcome = await FaultRun.Run(context, FaultPlan.Draw(context.Seed, count, context.Duration), cancellationToken);
        return FaultReport.Of(Name, context, outcome);
    }
}
