using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Conversations;

/// <summary>Who reaches which conversation, and what a key may do with it.</summary>
public sealed class ConversationAccessTests(PlatformFixture platform) : ConversationTest(platform)
{
    private static readonly (string Method, string Path, string? Body)[] Routes =
    [
        ("GET", "", null), ("GET", "/items", null), ("GET", "/items/ITEM", null), ("POST", "/items", """{"items":[{"role":"user","content":"intruder"}]}"""),
        ("POST", "", """{"metadata":{"intruder":"yes"}}"""), ("DELETE", "/items/ITEM", null), ("DELETE", "", null),
    ];

    [Fact]
    public async Task another_tenant_finds_nothing_even_under_the_same_ids()
    {
        var id = await NewConversation("mine");
        var item = Text((await Items(id))[0], "id");
        using var foreign = Platform.Client(await NewTenant("foreign-" + TenantId));

        foreach (var (method, path, body) in Routes)
            await Error(HttpStatusCode.NotFound, "conversation_not_found", Call(foreign, method, id, path, item, body));
        await Json(HttpStatusCode.Created, Send(foreign, "POST", "/v1/sessions", Text($$"""{"id":"{{id}}"}""")));
        await Error(HttpStatusCode.NotFound, "item_not_found", Call(foreign, "GET", id, "/items/ITEM", item, null));
        await Json(HttpStatusCode.OK, Call(foreign, "DELETE", id, "", item, null));

        Assert.Equal(["mine"], await Texts(id));
    }

    [Theory]
    [InlineData("""{"role":"agent","userId":"ada"}""")]
    [InlineData("""{"role":"agent","agentId":"echo"}""")]
    public async Task a_bound_key_reaches_the_conversations_it_created_and_no_others(string key)
    {
        using var bound = Platform.Client(await NewKey(TenantId, JsonElement.Parse(key)));
        var own = Text(await PostText("/v1/conversations", """{"items":[{"role":"user","content":"a"}]}""", bound), "id");
        var session = await Read($"/v1/sessions/{own}");
        Assert.Equal(key.Contains("ada") ? "ada" : null, session.GetProperty("userId").GetString());
        Assert.Equal(key.Contains("echo") ? "echo" : null, session.GetProperty("agentId").GetString());
        await PostText($"/v1/conversations/{own}/items", """{"items":[{"role":"user","content":"b"}]}""", bound);
        Assert.Equal(["b", "a"], Data(await Read($"/v1/conversations/{own}/items", bound)).Select(TextOf));

        var other = await NewConversation("other");
        foreach (var (method, path, body) in Routes.Take(4))
            await Error(HttpStatusCode.NotFound, "conversation_not_found", Call(bound, method, other, path, Text((await Items(other))[0], "id"), body));
        Assert.Equal(["other"], await Texts(other));
    }

    [Fact]
    public async Task a_key_for_chatting_creates_reads_and_adds_and_leaves_changing_and_deleting_to_the_owner()
    {
        using var agent = Platform.Client(await NewKey(TenantId, new { role = "agent" }));
        var id = Text(await PostText("/v1/conversations", """{"items":[{"role":"user","content":"a"}]}""", agent), "id");
        var item = Text((await Items(id))[0], "id");

        foreach (var (method, path, body) in Routes)
        {
            var isOwners = method == "DELETE" || (method, path) == ("POST", "");
            if (isOwners)
                await Error(HttpStatusCode.Forbidden, "role_not_allowed", Call(agent, method, id, path, item, body));
            else
                await Json(HttpStatusCode.OK, Call(agent, method, id, path, item, body));
        }

        await Error(HttpStatusCode.Unauthorized, "missing_api_key", Call(Nobody, "GET", id, "", item, null));
        Assert.Equal(["a", "intruder"], await Texts(id));
    }

    private static Task<HttpResponseMessage> Call(HttpClient client, string method, string id, string path, string item, string? body) =>
        Send(client, method, $"/v1/conversations/{id}{path.Replace("ITEM", item, StringComparison.Ordinal)}", body is null ? null : Text(body));
}
