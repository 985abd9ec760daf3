using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Silo.Storage;
using Platform.Tests.TestKit;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Api.Requests;

/// <summary>A test of requests that carry an idempotency key.</summary>
public abstract class RequestTest(PlatformFixture platform) : ApiTest(platform)
{
    protected const string Header = "Idempotency-Key";

    internal IDatabase Database => Platform.Silo.Services.GetRequiredService<RedisStore>().Database;

    /// <summary>An idempotency key that no test uses twice.</summary>
    protected static string NewKey() => "k-" + Guid.NewGuid().ToString("n");

    protected static Task<HttpResponseMessage> Post(HttpClient client, string path, string? body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : Text(body) };
        request.Headers.TryAddWithoutValidation(Header, key);
        return client.SendAsync(request, Cancellation);
    }

    /// <summary>An answer in full: status, address and body; and whether it says that it is an earlier one.</summary>
    protected static async Task<(string Text, bool IsReplayed)> Whole(Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        Assert.True(message.IsSuccessStatusCode, await message.Content.ReadAsStringAsync(Cancellation));
        Assert.True(message.Headers.Contains("x-request-id"));
        var text = $"{(int)message.StatusCode} {message.Headers.Location} {message.Content.Headers.ContentType} {await message.Content.ReadAsStringAsync(Cancellation)}";
        return (text, message.Headers.TryGetValues("idempotent-replayed", out var values) && Assert.Single(values) == "true");
    }

    protected static JsonElement BodyOf(string whole) => JsonElement.Parse(whole[whole.IndexOf('{', StringComparison.Ordinal)..]);

    /// <summary>The record of a request as it is stored.</summary>
    internal async Task<(RedisKey Key, string Document)> Record(string key)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var found = Assert.Single(await Database.StoredKeysLike($"platform:request:*{hash}*"));
        return (found, (string)(await Database.StringGetAsync(found))!);
    }

    /// <summary>Leaves the record as a replica leaves it that dies after the change and before it could answer.</summary>
    internal async Task LoseAnswer(string key)
    {
        var (stored, document) = await Record(key);
        var record = JsonNode.Parse(document)!.AsObject();
        Assert.True(record.Remove("answer"));
        await Database.StringSetAsync(stored, record.ToJsonString(), TimeSpan.FromHours(1));
    }

    protected async Task<string> RunningTurn(string session, string? other = null)
    {
        _ = Owner.PostAsync($"/v1/sessions/{session}/messages", Text("""{"content":"x","model":"builtin/echo?tokens=1000&tokenMs=50","onDisconnect":"cancel"}"""), Cancellation);
        var info = await Eventually.See(
            () => Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation)),
            info => info.GetProperty("runningTurnId").GetString() is { } running && running != other,
            Cancellation);
        return info.GetProperty("runningTurnId").GetString()!;
    }

    protected async Task<string[]> Ids(HttpClient client, string path) =>
        [.. (await Json(HttpStatusCode.OK, client.GetAsync(path + "?limit=100", Cancellation))).GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!)];
}
