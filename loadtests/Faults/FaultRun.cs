using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Faults;

/// <summary>Clients converse while a plan of faults is carried out; afterwards every session is read and checked.</summary>
internal static class FaultRun
{
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
        using var http = NewClient(context);
        await CreateAgent(http, cancellationToken);
        context.Progress($"{context.Users} conversations, {plan.Count} faults in {context.Duration.TotalSeconds} s, seed {context.Seed}");
        var clients = new FaultClient[context.Users];
        for (var index = 0; index < clients.Length; index++)
            clients[index] = new FaultClient(http, await CreateSession(http, cancellationToken), $"client {index}", context.Time);

        var nemesis = new Nemesis(appHost, context.Time, context.Progress);
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            end.CancelAfter(context.Duration);
            var faults = nemesis.Run(plan, cancellationToken);
            await Task.WhenAll(clients.Select(client => client.Converse(PauseBetweenTurns, Grace, end.Token)));
            await faults;
        }

        context.Progress("reading every session and checking it");
        var violations = new List<Violation>();
        foreach (var client in clients)
            violations.AddRange(HistoryChecker.Check(client.Session, client.Sent, await ReadHistory(http, client.Session, cancellationToken)));
        return new Outcome(clients, nemesis.Done, violations);
    }

    private static HttpClient NewClient(ScenarioContext context)
    {
        var http = new HttpClient { BaseAddress = context.Server, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", context.Key);
        return http;
    }

    // Nothing may be pruned, or the checker could not tell a pruned turn from a lost one.
    private static async Task CreateAgent(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync("/v1/agents/unpruned", new { models = (string[])["builtin/echo"], maxMessages = 10_000 }, cancellationToken);
        await Expect(answer, "storing the agent", cancellationToken);
    }

    private static async Task<string> CreateSession(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("/v1/sessions", new { agentId = "unpruned" }, cancellationToken);
        await Expect(answer, "creating a session", cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
    }

    private static async Task<List<StoredLine>> ReadHistory(HttpClient http, string session, CancellationToken cancellationToken)
    {
        var lines = new List<StoredLine>();
        while (true)
        {
            var after = lines.Count == 0 ? 0 : lines[^1].Seq;
            using var answer = await http.GetAsync($"/v1/sessions/{session}/messages?limit=100&order=asc&after={after}", cancellationToken);
            await Expect(answer, "reading a history", cancellationToken);
            var page = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("data");
            foreach (var message in page.EnumerateArray())
            {
                lines.Add(new StoredLine(
                    message.GetProperty("seq").GetInt64(),
                    message.GetProperty("role").GetString()!,
                    message.GetProperty("status").GetString()!,
                    message.GetProperty("content").GetString()!));
            }

            if (page.GetArrayLength() == 0)
                return lines;
        }
    }

    private static async Task Expect(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new LoadFailedException($"{what} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
