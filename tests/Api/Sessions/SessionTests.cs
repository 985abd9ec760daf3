using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Sessions;

public sealed class SessionTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task a_session_is_created_read_changed_and_erased()
    {
        using var created = await Send(Owner, "POST", "/v1/sessions", Text("""{"id":"s-1","agentId":"echo","userId":"ada","title":"t","metadata":{"a":"b"},"concurrency":"reject","ttlHours":2}"""));
        var session = await Json(HttpStatusCode.Created, created);
        Assert.Equal("/v1/sessions/s-1", created.Headers.Location!.ToString());
        Assert.Equal(("s-1", "echo", "ada", "t", "reject", 2), (Get(session, "id"), Get(session, "agentId"), Get(session, "userId"), Get(session, "title"), Get(session, "concurrency"), session.GetProperty("ttlHours").GetInt32()));
        Assert.Equal("b", session.GetProperty("metadata").GetProperty("a").GetString());
        Assert.True(session.GetProperty("expiresAt").GetDateTimeOffset() > session.GetProperty("createdAt").GetDateTimeOffset());
        await Error(HttpStatusCode.Conflict, "already_exists", Send(Owner, "POST", "/v1/sessions", Text("""{"id":"s-1"}""")));

        var changed = await Json(HttpStatusCode.OK, Owner.PatchAsJsonAsync("/v1/sessions/s-1", new { title = "u", metadata = new { c = "d" } }, Cancellation));
        Assert.Equal(("u", "reject"), (Get(changed, "title"), Get(changed, "concurrency")));
        Assert.Equal("d", Assert.Single((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions/s-1", Cancellation))).GetProperty("metadata").EnumerateObject()).Value.GetString());

        using (var deleted = await Owner.DeleteAsync("/v1/sessions/s-1", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.GetAsync("/v1/sessions/s-1", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.DeleteAsync("/v1/sessions/s-1", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.GetAsync("/v1/sessions/s-1/messages", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", Send(Owner, "POST", "/v1/sessions/s-1/messages", Text("""{"content":"x"}""")));
    }

    [Fact]
    public async Task a_session_needs_no_body_at_all()
    {
        var session = await Json(HttpStatusCode.Created, Send(Owner, "POST", "/v1/sessions"));
        Assert.StartsWith("ses_", Get(session, "id"));
        var turn = await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{Get(session, "id")}/messages", Text("""{"content":"x","model":"builtin/echo"}""")));
        Assert.Equal("echo: x", turn.GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task sessions_are_listed_newest_first_for_the_tenant_and_for_one_user()
    {
        var ids = new List<string>();
        for (var index = 0; index < 5; index++)
            ids.Insert(0, await NewSession(userId: index % 2 == 0 ? "ada" : "b@example.org/{x}"));
        Assert.Equal(ids, await Walk("/v1/sessions?limit=2"));
        Assert.Equal([ids[0], ids[2], ids[4]], await Walk("/v1/sessions?limit=2&userId=ada"));
        Assert.Equal([ids[1], ids[3]], await Walk("/v1/sessions?limit=1&userId=" + Uri.EscapeDataString("b@example.org/{x}")));
        Assert.Empty(await Walk("/v1/sessions?userId=nobody"));
    }

    private async Task<List<string>> Walk(string path)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Json(HttpStatusCode.OK, Owner.GetAsync(path + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), Cancellation));
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(static session => Get(session, "id")!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return ids;
    }

    private static string? Get(JsonElement element, string name) => element.GetProperty(name).GetString();
}
