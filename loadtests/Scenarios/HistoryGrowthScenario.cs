using Platform.LoadTests.Faults;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Turns;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>Does a turn cost more the longer its session's history is? Both kinds keep their length: with each turn the oldest one goes.</summary>
internal sealed class HistoryGrowthScenario : IScenario
{
    private const int FewMessages = 10;
    private const int ManyMessages = 1_000;

    /// <summary>A turn is what is said and what is answered.</summary>
    private const int MessagesPerTurn = 2;

    /// <inheritdoc/>
    public string Name => "history-growth";

    /// <inheritdoc/>
    public string Description => $"What a turn costs in sessions of {ManyMessages} stored messages against sessions of {FewMessages}.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 64, DurationSeconds: 24) { ShortSeconds = 12, ShortUsers = 32 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var few = await Sessions(context, FewMessages, cancellationToken);
        var many = await Sessions(context, ManyMessages, cancellationToken);
        var found = await Comparison.Run(
            new TurnSide($"{FewMessages} messages", few, context), new TurnSide($"{ManyMessages} messages", many, context), cancellationToken);

        context.Progress("checking that every acknowledged turn is stored, and that the histories have kept their lengths");
        await few.Verify(cancellationToken, FewMessages);
        await many.Verify(cancellationToken, ManyMessages);
        return new Report(Name, found.Rows, [.. found.Facts, ("lost or doubled", "0")])
        {
            Bars =
            [
                new BarFigure("B9", $"time per turn with {ManyMessages} stored messages ÷ with {FewMessages}", 1 / found.RateRatio, Bar: 1.2, Goal: 1.05, MoreIsBetter: false),
            ],
        };
    }

    private static async Task<TurnSessions> Sessions(ScenarioContext context, int messages, CancellationToken cancellationToken)
    {
        context.Progress($"filling {context.Users} sessions with {messages} messages each");
        var agent = $"keeps-{messages}";
        using (var http = FaultSessions.Client(context))
            await StoredAgent.Put(http, agent, new { model = "builtin/echo", maxMessages = messages }, cancellationToken);
        var sessions = await TurnSessions.Create(context, context.Users, agent, cancellationToken);
        await sessions.Fill(messages / MessagesPerTurn, cancellationToken);
        return sessions;
    }
}
