using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Faults;

/// <summary>Clients converse while a plan of faults is carried out; afterwards every session is read and checked.</summary>
internal static class FaultRun
{
    private const string AgentId = "unpruned";
    private static readonly TimeSpan PauseBetweenTurns = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    /// <summary>What a run found.</summary>
    /// <param name="Clients">The clients with what they remember.</param>
    /// <param name="Faults">What was done, and when.</param>
    /// <param name="Violations">Every breach.</param>
    public sealed record Outcome(
        IReadOnlyList<FaultClient> Clients,
        IReadOnlyList<(FaultKind Kind, long At)> Faults,
        IReadOnlyList<Violation> Violations);

    /// <summary>Runs it.</summary>
    public static async Task<Outcome> Run(ScenarioContext context, IReadOnlyList<Fault> plan, CancellationToken cancellationToken)
    {
        var appHost = context.Platform?.ProcessId
            ?? throw new InvalidOperationException("This scenario kills processes, so it runs only against a platform of its own: leave out --url.");
        using var http = FaultSessions.Client(context);
        await FaultSessions.StoreAgent(http, AgentId, "builtin/echo", cancellationToken);
        context.Progress($"{context.Users} conversations, {plan.Count} faults in {context.Duration.TotalSeconds} s, seed {context.Seed}");
        var clients = new FaultClient[context.Users];
        for (var index = 0; index < clients.Length; index++)
            clients[index] = new FaultClient(http, await FaultSessions.Create(http, AgentId, cancellationToken), $"client {index}", context.Time);

        var nemesis = new Nemesis(appHost, context.Time, context.Progress);
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Interrupted))
        {
            end.CancelAfter(context.Duration);
            var faults = Carry(nemesis, plan, context.Interrupted, cancellationToken);
            await Task.WhenAll(clients.Select(client => client.Converse(PauseBetweenTurns, Grace, end.Token)));
            await faults;
        }

        context.Progress("reading every session and checking it");
        var violations = new List<Violation>();
        var (turns, tokens) = (0L, 0L);
        foreach (var client in clients)
        {
            var history = await FaultSessions.ReadHistory(http, client.Session, cancellationToken);
            violations.AddRange(HistoryChecker.Check(client.Session, client.Sent, history));
            turns += history.Count(static line => line.Tokens is not null);
            tokens += history.Sum(static line => line.Tokens ?? 0);
        }

        await LedgerCheck.Equal(http, AgentId, turns, tokens, context.Time, cancellationToken);
        return new Outcome(clients, nemesis.Done, violations);
    }

    // A run that is ended early does without the faults that were still to come.
    private static async Task Carry(Nemesis nemesis, IReadOnlyList<Fault> plan, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(interrupted, cancellationToken);
        try
        {
            await nemesis.Run(plan, end.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What was done until then is told.
        }
    }
}
