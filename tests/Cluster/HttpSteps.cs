using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Faults;
using Platform.Tests.TestKit;
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

    public static async Task<string> CreateSession(this HttpClient http, CancellationToken cancellationToken, string agentId = "assistant")
    {
        using var answer = await http.PostAsJsonAsync("/v1/sessions", new { agentId }, cancellationToken);
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

    /// <summary>A session as the API shows it.</summary>
    public static Task<JsonElement> Session(this HttpClient http, string session, CancellationToken cancellationToken) =>
        http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}", cancellationToken);

    /// <summary>The whole history, oldest first.</summary>
    public static async Task<List<StoredLine>> Lines(this HttpClient http, string session, CancellationToken cancellationToken)
    {
        var lines = new List<StoredLine>();
        while (true)
        {
            var after = lines.Count == 0 ? 0 : lines[^1].Seq;
            var page = await http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}/messages?limit=100&after={after}", cancellationToken);
            var count = lines.Count;
            lines.AddRange(page.GetProperty("data").EnumerateArray().Select(message => new StoredLine(
                message.GetProperty("seq").GetInt64(),
                message.GetProperty("role").GetString()!,
                message.GetProperty("status").GetString()!,
                message.GetProperty("content").GetString()!)));
            if (lines.Count == count)
                return lines;
        }
    }

    /// <summary>Sends a message under an idempotency key, whatever comes of it.</summary>
    public static async Task<HttpResponseMessage> TrySay(
        this HttpClient http, string session, string content, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content }) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await http.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a message until it is answered, as a caller does who is told to come again.</summary>
    public static async Task<string> Served(this HttpClient http, string session, string content, CancellationToken cancellationToken, string? key = null)
    {
        key ??= Guid.NewGuid().ToString();
        var (_, body) = await Eventually.See(Look, answer => answer.Status == HttpStatusCode.OK, cancellationToken);
        return JsonElement.Parse(body).GetProperty("message").GetProperty("content").GetString()!;

        async Task<(HttpStatusCode Status, string Body)> Look()
        {
            using var answer = await http.TrySay(session, content, cancellationToken, key);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    /// <summary>Reads until it is answered otherwise than with 503, as a caller does who is told to come again.</summary>
    public static async Task<JsonElement> Read(this HttpClient http, string path, CancellationToken cancellationToken)
    {
        var (_, body) = await Eventually.See(Look, answer => answer.Status != HttpStatusCode.ServiceUnavailable, cancellationToken);
        return JsonElement.Parse(body);

        async Task<(HttpStatusCode Status, string Body)> Look()
        {
            using var answer = await http.GetAsync(path, cancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    /// <summary>The refusal of a request that may be sent again: 503 with the time to wait.</summary>
    public static async Task<string> Refusal(this HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"Answered {(int)answer.StatusCode}: {body}");
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        return JsonElement.Parse(body).GetProperty("error").GetProperty("code").GetString()!;
    }

    /// <summary>The active silos with their session activations.</summary>
    public static Task<Dictionary<string, int>> SessionsPerSilo(this HttpClient admin, CancellationToken cancellationToken) =>
        admin.GrainsPerSilo("session", cancellationToken);

    /// <summary>The active silos with their activations of a type of grain.</summary>
    public static async Task<Dictionary<string, int>> GrainsPerSilo(this HttpClient admin, string type, CancellationToken cancellationToken)
    {
        var cluster = await admin.GetFromJsonAsync<JsonElement>("/admin/cluster", cancellationToken);
        return cluster.GetProperty("silos").EnumerateArray()
            .Where(silo => silo.GetProperty("status").GetString() == "active")
            .ToDictionary(
                silo => silo.GetProperty("address").GetString()!,
                silo => silo.GetProperty("activations").TryGetProperty(type, out var count) ? count.GetInt32() : 0);
    }
}
