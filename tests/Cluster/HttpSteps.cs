using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>The steps of a conversation over HTTP, each with its expectation, so that a test reads as a story.</summary>
internal static class HttpSteps
{
    public static HttpClient Client(Uri address, string key)
    {
        var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public static async Task<string> CreateSession(this HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("/v1/sessions", new { agentId = "assistant" }, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
    }

    /// <summary>Sends a message and answers the assistant's text.</summary>
    public static async Task<string> Say(this HttpClient http, string session, string content, CancellationToken cancellationToken, string? model = null)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content, model }, cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"'{content}' answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("message").GetProperty("content").GetString()!;
    }

    public static async Task<string[]> History(this HttpClient http, string session, CancellationToken cancellationToken)
    {
        var page = await http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}/messages?limit=100", cancellationToken);
        return [.. page.GetProperty("data").EnumerateArray().Select(message => message.GetProperty("content").GetString()!)];
    }

    /// <summary>The active silos with their session activations.</summary>
    public static async Task<Dictionary<string, int>> SessionsPerSilo(this HttpClient admin, CancellationToken cancellationToken)
    {
        var cluster = await admin.GetFromJsonAsync<JsonElement>("/admin/cluster", cancellationToken);
        return cluster.GetProperty("silos").EnumerateArray()
            .Where(silo => silo.GetProperty("status").GetString() == "active")
            .ToDictionary(
                silo => silo.GetProperty("address").GetString()!,
                silo => silo.GetProperty("activations").TryGetProperty("session", out var sessions) ? sessions.GetInt32() : 0);
    }
}
