using Platform.LoadTests.Cluster;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Turns;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>Twice the silos on the same machine cannot do more; they should not do less. Two platforms side by side, loaded by turns.</summary>
internal sealed class ScaleOutScenario : IScenario
{
    private const int Few = 2;
    private const int Many = 4;

    private static readonly string Agent = "assistant";

    /// <inheritdoc/>
    public string Name => "scale-out";

    /// <inheritdoc/>
    public string Description => $"Turns per second with {Many} silos against {Few} on one machine.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: Many, Apis: 1, Users: 1_000, DurationSeconds: 24) { StartsItself = true, ShortSeconds = 12, WarmUpSeconds = 20 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        await using var few = await LocalPlatform.Start(Few, 1, data: null, context.Progress, cancellationToken);
        await using var many = await LocalPlatform.Start(Many, 1, data: null, context.Progress, cancellationToken);
        context.Progress($"creating {context.Users} sessions on each");
        var ofFew = await TurnSessions.Create(context.On(few), context.Users, Agent, cancellationToken);
        var ofMany = await TurnSessions.Create(context.On(many), context.Users, Agent, cancellationToken);
        var found = await Comparison.Run(
            new TurnSide($"{Few} silos", ofFew, context.On(few)), new TurnSide($"{Many} silos", ofMany, context.On(many)), cancellationToken);

        context.Progress("checking that every acknowledged turn is stored");
        await ofFew.Verify(cancellationToken);
        await ofMany.Verify(cancellationToken);
        return new Report(Name, found.Rows, [.. found.Facts, ("lost or doubled", "0")])
        {
            Bars = [new BarFigure("B13", $"turns/s with {Many} silos ÷ with {Few}", found.RateRatio, Bar: 0.85, Goal: 0.95, MoreIsBetter: true)],
        };
    }
}
