using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Faults;

/// <summary>Sessions whose whole history is kept, so that it can be checked after a run.</summary>
internal static class FaultSessions
{
    /// <summary>A client of the platform under test.</summary>
    public static HttpClient Client(ScenarioContext context)
    {
        var http = new HttpClient { BaseAddress = context.Server, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", context.Key);
        return http;
    }

    /// <summary>Stores an agent that prunes nothing, or the checker could not tell a pruned turn from a lost one.</summary>
    public static async Task StoreAgent(HttpClient http, string id, string model, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync($"/v1/agents/{id}", new { models = (string[])[model], maxMessages = 10_000 }, cancellationToken);
        await Expect(answer, "storing the agent", cancellationToken);
    }

    /// <summary>Creates a session and answers its id.</summary>
    public static async Task<string> Create(HttpClient http, string agentId, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("/v1/sessions", new { agentId }, cancellationToken);
        await Expect(answer, "creating a session", cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
    }

    /// <summary>The whole history of a session.</summary>
    public static async Task<List<StoredLine>> ReadHistory(HttpClient http, string session, CancellationToken cancellationToken)
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
                    message.GetProperty("content").GetString()!,
                    message.TryGetProperty("usage", out var usage) ? usage.GetProperty("totalTokens").GetInt64() : null));
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
