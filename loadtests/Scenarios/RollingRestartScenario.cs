using Platform.LoadTests.Faults;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Rolling;

namespace Platform.LoadTests.Scenarios;

/// <summary>Every silo and every API replica is restarted, one after the other, while users who never send anything again converse.</summary>
internal sealed class RollingRestartScenario : IScenario
{
    /// <summary>Load before the first and after the last restart.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Name => "rolling-restart";

    /// <inheritdoc/>
    public string Description => "SIGTERM to every silo and API replica in turn under a fixed rate of turns: not one request may fail, and no turn be lost or doubled.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 3, Apis: 2, Users: 200, DurationSeconds: 30, Rate: 200) { Standard = false };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        var platform = context.Platform
            ?? throw new InvalidOperationException("This scenario restarts processes, so it runs only against a platform of its own: leave out --url.");
        using var http = FaultSessions.Client(context);
        foreach (var kind in TurnKind.Agents)
            await FaultSessions.StoreAgent(http, kind.AgentId, kind.Model, cancellationToken);
        context.Progress($"creating {context.Users} sessions");
        var sessions = new string[context.Users];
        for (var index = 0; index < sessions.Length; index++)
            sessions[index] = await FaultSessions.Create(http, TurnKind.Of(index).AgentId, cancellationToken);

        var users = sessions
            .Select((session, index) => new RollingUser(context.Server, context.Key, session, $"user {index}", TurnKind.Of(index), context.Time))
            .ToArray();
        try
        {
            context.Progress($"{context.Rate} turns/s of {context.Users} users; every silo and API replica is restarted");
            var (load, restarts) = await Load(context, platform, users, cancellationToken);
            context.Progress("reading every session and checking it");
            var violations = new List<Violation>();
            foreach (var user in users)
                violations.AddRange(HistoryChecker.Check(user.Session, user.Sent, await FaultSessions.ReadHistory(http, user.Session, cancellationToken)));
            return RollingReport.Of(
                Name,
                [
                    ("turn, model that answers at once", load.Of(user => !TurnKind.Of(user).IsPaced)),
                    ("turn, model that takes a second", load.Of(user => TurnKind.Of(user).IsPaced)),
                ],
                restarts,
                [.. users.SelectMany(user => user.Failures)],
                violations,
                RollingReport.LongestGap(users.SelectMany(user => user.Answered)));
        }
        finally
        {
            foreach (var user in users)
                user.Dispose();
        }
    }

    // The load lasts as long as was asked for, and at least until the last restart is over.
    private static async Task<(OpenLoopResult Load, IReadOnlyList<Restart> Restarts)> Load(
        ScenarioContext context, Cluster.LocalPlatform platform, RollingUser[] users, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var restarter = new RollingRestarter(platform, context.Time, context.Progress);
        var start = context.Time.GetTimestamp();
        var load = OpenLoop.Run(context.Rate, users, context.Time, end.Token);
        try
        {
            await Task.Delay(Quiet, context.Time, cancellationToken);
            var restarts = await restarter.Run(cancellationToken);
            var left = context.Duration - context.Time.GetElapsedTime(start);
            await Task.Delay(left > Quiet ? left : Quiet, context.Time, cancellationToken);
            await end.CancelAsync();
            return (await load, restarts);
        }
        finally
        {
            await end.CancelAsync();
            await load;
        }
    }
}
