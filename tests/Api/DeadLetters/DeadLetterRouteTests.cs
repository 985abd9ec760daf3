using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.DeadLetters;

public sealed class DeadLetterRouteTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Slow = "builtin/echo?tokens=2000&tokenMs=50";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_message_that_waits_too_long_is_refused_and_listed_for_its_session_and_its_tenant(bool chat)
    {
        var session = await NewSession();
        using var running = await Begin(session);

        await Error(HttpStatusCode.ServiceUnavailable, "turn_expired", chat ? Chat(session, "dropped", ttl: "1") : Native(session, "dropped", ttl: 1));

        var letter = Assert.Single((await Letters($"/v1/sessions/{session}/dead-letters")).EnumerateArray());
        Assert.Equal(("expired", session, 1), (letter.GetProperty("reason").GetString(), letter.GetProperty("sessionId").GetString(), letter.GetProperty("ttlSeconds").GetDouble()));
        Assert.Equal("dropped", letter.GetProperty("messages")[0].GetProperty("content").GetString());
        var listed = Assert.Single((await Letters("/v1/dead-letters")).EnumerateArray());
        Assert.Equal(letter.GetProperty("turnId").GetString(), listed.GetProperty("turnId").GetString());

        using (var cleared = await Send(Owner, "DELETE", $"/v1/sessions/{session}/dead-letters"))
            Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        Assert.Equal(0, (await Letters($"/v1/sessions/{session}/dead-letters")).GetArrayLength());
        Assert.Equal(0, (await Letters("/v1/dead-letters")).GetArrayLength());
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"));
    }

    [Fact]
    public async Task the_tenants_list_is_paged_newest_first_and_shows_no_other_tenants_letters()
    {
        var session = await NewSession();
        using var running = await Begin(session);
        foreach (var text in (string[])["a", "b", "c"])
            await Error(HttpStatusCode.ServiceUnavailable, "turn_expired", Native(session, text, ttl: 1));
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"));

        var page = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/dead-letters?limit=2", Cancellation));
        var rest = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/dead-letters?limit=2&cursor={page.GetProperty("nextCursor").GetString()}", Cancellation));
        Assert.Equal(["c", "b", "a"], Contents(page).Concat(Contents(rest)));
        using var other = Platform.Client(await NewTenant(TenantId + "-other"));
        Assert.Equal(0, (await Json(HttpStatusCode.OK, other.GetAsync("/v1/dead-letters", Cancellation))).GetProperty("data").GetArrayLength());
        await Error(HttpStatusCode.NotFound, "session_not_found", other.GetAsync($"/v1/sessions/{session}/dead-letters", Cancellation));
    }

    [Fact]
    public async Task a_key_that_may_only_chat_sees_the_letters_of_its_own_sessions_and_clears_none()
    {
        using var ada = Platform.Client(await NewKey(TenantId, new { role = "agent", userId = "ada" }));
        var (own, others) = (await NewSession(userId: "ada"), await NewSession(userId: "bob"));
        Assert.Equal(0, (await Json(HttpStatusCode.OK, ada.GetAsync($"/v1/sessions/{own}/dead-letters", Cancellation))).GetProperty("data").GetArrayLength());
        await Error(HttpStatusCode.NotFound, "session_not_found", ada.GetAsync($"/v1/sessions/{others}/dead-letters", Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", ada.GetAsync("/v1/dead-letters", Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", Send(ada, "DELETE", $"/v1/sessions/{own}/dead-letters"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3601")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1.5")]
    public async Task a_wait_that_is_no_number_of_seconds_is_refused(string ttl)
    {
        var session = await NewSession();
        await Error(HttpStatusCode.BadRequest, "invalid_value", "x-queue-ttl-seconds", Chat(session, "hello", ttl));
        if (int.TryParse(ttl, out var seconds))
            await Error(HttpStatusCode.BadRequest, "invalid_value", "queueTtlSeconds", Native(session, "hello", seconds));
    }

    private async Task<HttpResponseMessage> Begin(string session)
    {
        var running = await Send(Owner, "POST", $"/v1/sessions/{session}/messages", JsonContent.Create(new { content = "x", model = Slow, stream = true }));
        await using var frames = SseFrame.Read(running, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await frames.MoveNextAsync());
        return running;
    }

    private Task<HttpResponseMessage> Native(string session, string content, int ttl) =>
        Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content, queueTtlSeconds = ttl }, Cancellation);

    private Task<HttpResponseMessage> Chat(string session, string content, string ttl) => Owner.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "builtin/echo", messages = new[] { new { role = "user", content } } }),
            Headers = { { "x-session-id", session }, { "x-queue-ttl-seconds", ttl } },
        },
        Cancellation);

    private async Task<JsonElement> Letters(string path) => (await Json(HttpStatusCode.OK, Owner.GetAsync(path, Cancellation))).GetProperty("data");

    private static IEnumerable<string?> Contents(JsonElement page) =>
        page.GetProperty("data").EnumerateArray().Select(static letter => letter.GetProperty("messages")[0].GetProperty("content").GetString());
}
