using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>A test of <c>/v1/responses</c>.</summary>
public abstract class ResponseTest(PlatformFixture platform) : ApiTest(platform)
{
    protected const string Path = "/v1/responses";

    /// <summary>A model that is at it until it is stopped.</summary>
    protected const string Endless = "builtin/echo?tokens=2000&tokenMs=50";

    protected Task<HttpResponseMessage> Ask(string body, HttpClient? client = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Text(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return (client ?? Owner).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>A response that has to come, to a body that lacks its braces.</summary>
    protected Task<JsonElement> Respond(string fields, HttpClient? client = null, params (string Name, string Value)[] headers) =>
        Json(HttpStatusCode.OK, Ask($"{{{Named(fields)}}}", client, headers));

    protected Task<JsonElement> Read(JsonElement response, HttpClient? client = null) => Read(Id(response), client);

    protected Task<JsonElement> Read(string id, HttpClient? client = null) => Json(HttpStatusCode.OK, (client ?? Owner).GetAsync($"{Path}/{id}", Cancellation));

    /// <summary>All events of a stream, after checking what holds for each.</summary>
    protected async Task<JsonElement[]> Stream(string fields, HttpClient? client = null)
    {
        using var answer = await Ask($$"""{"stream":true,{{Named(fields)}}}""", client);
        return await Events(answer);
    }

    /// <summary>The events of a response from beyond one.</summary>
    protected async Task<JsonElement[]> Resume(string id, long? after = null, HttpClient? client = null)
    {
        using var answer = await (client ?? Owner).GetAsync(
            $"{Path}/{id}?stream=true{(after is null ? "" : $"&starting_after={after}")}", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return await Events(answer, (after ?? -1) + 1);
    }

    protected static async Task<JsonElement[]> Events(HttpResponseMessage answer, long first = 0)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await Unread(answer));
        Assert.NotEqual(true, answer.Headers.ConnectionClose);
        var frames = await SseFrame.Read(answer, Cancellation).Where(static frame => frame.Comment is null).ToListAsync(Cancellation);
        foreach (var (frame, index) in frames.Select(static (frame, index) => (frame, index)))
        {
            Assert.Equal("type", frame.Json.EnumerateObject().First().Name);
            Assert.Equal((frame.Event, first + index), (frame.Json.GetProperty("type").GetString(), frame.Json.GetProperty("sequence_number").GetInt64()));
        }

        return [.. frames.Select(static frame => frame.Json)];

        static async Task<string> Unread(HttpResponseMessage answer) =>
            answer.StatusCode == HttpStatusCode.OK ? "" : await answer.Content.ReadAsStringAsync(Cancellation);
    }

    protected async Task<JsonElement> Ended(string id, HttpClient? client = null) => await Eventually.See(
        () => Read(id, client), static response => Status(response) is not ("queued" or "in_progress"), Cancellation);

    protected static string Id(JsonElement response) => response.GetProperty("id").GetString()!;

    protected static string Status(JsonElement response) => response.GetProperty("status").GetString()!;

    protected static string Type(JsonElement element) => element.GetProperty("type").GetString()!;

    /// <summary>The texts of the output, joined.</summary>
    protected static string Said(JsonElement response) => string.Concat(response.GetProperty("output").EnumerateArray()
        .Where(static item => Type(item) == "message").Select(static item => item.GetProperty("content")[0].GetProperty("text").GetString()));

    protected static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static field => field.Name);

    /// <summary>A model is named unless the test does.</summary>
    private static string Named(string fields) => fields.Contains("\"model\"") ? fields : "\"model\":\"builtin/echo\"," + fields;
}
