using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Turns;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>
/// Does a turn cost more the more sessions are stored? Two platforms side by side, loaded by turns: one has only the sessions that
/// are sent turns, the other has as many more as <c>--users</c> says, made through the API and no longer in memory.
/// </summary>
internal sealed class SessionGrowthScenario : IScenario
{
    private const int Loaded = 1_000;
    private const string Agent = "assistant";

    /// <summary>Sessions that rest leave the silos' memory soon: what is measured is what stored ones cost, not resident ones.</summary>
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["Orleans__GrainCollection__CollectionAge"] = "00:00:10",
        ["Orleans__GrainCollection__CollectionQuantum"] = "00:00:02",
    };

    /// <inheritdoc/>
    public string Name => "session-growth";

    /// <inheritdoc/>
    public string Description => $"What a turn costs with 1,000,000 stored sessions (--users) against {Loaded}.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 1_000_000, DurationSeconds: 24) { StartsItself = true, ShortSeconds = 12 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        await using var few = await LocalPlatform.Start(1, 1, data: null, context.Progress, cancellationToken, Environment);
        await using var many = await LocalPlatform.Start(1, 1, data: null, context.Progress, cancellationToken, Environment);
        var more = Math.Max(0, context.Users - Loaded);
        context.Progress($"creating {more:N0} sessions that rest");
        var resting = await RestingSessions.Create(context.On(many), more, Agent, cancellationToken);
        var ofFew = await TurnSessions.Create(context.On(few), Loaded, Agent, cancellationToken);
        var ofMany = await TurnSessions.Create(context.On(many), Loaded, Agent, cancellationToken);
        context.Progress("waiting until what rests has left the silo's memory");
        var resident = await ClusterCounts.WaitForSessions(many, static sessions => sessions <= Loaded, context.Time, cancellationToken);
        var found = await Comparison.Run(
            new TurnSide($"{Loaded:N0} stored sessions", ofFew, context.On(few)), new TurnSide($"{context.Users:N0} stored sessions", ofMany, context.On(many)), cancellationToken);

        context.Progress("checking that every acknowledged turn and every session is stored");
        await ofFew.Verify(cancellationToken);
        await ofMany.Verify(cancellationToken);
        await resting.Verify(cancellationToken);
        return new Report(
            Name,
            found.Rows,
            [
                .. found.Facts,
                ("sessions created per second", resting.PerSecond.ToString("N0", CultureInfo.InvariantCulture)),
                ("sessions in memory before the load", resident.ToString("N0", CultureInfo.InvariantCulture)),
                ("lost or doubled", "0"),
            ])
        {
            Bars =
            [
                new BarFigure(
                    "B9", string.Create(CultureInfo.InvariantCulture, $"time per turn with {context.Users:N0} stored sessions ÷ with {Loaded:N0}"),
                    1 / found.RateRatio, Bar: 1.2, Goal: 1.05, MoreIsBetter: false),
            ],
        };
    }
}
