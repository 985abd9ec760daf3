using System.Net;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Conversations;

/// <summary>Conversations as objects, and as the sessions that they are.</summary>
public sealed class ConversationTests(PlatformFixture platform) : ConversationTest(platform)
{
    [Fact]
    public async Task a_conversation_has_exactly_the_fields_of_the_wire_format()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var created = await PostText("/v1/conversations", """{"metadata":{"topic":"demo"},"items":[{"type":"message","role":"user","content":"hello"}]}""");

        Assert.Equal(["id", "object", "created_at", "metadata"], created.EnumerateObject().Select(static field => field.Name));
        var id = Text(created, "id");
        Assert.StartsWith("conv_", id);
        Assert.True(SortableId.IsPart(id.AsSpan("conv_".Length)));
        Assert.Equal("conversation", Text(created, "object"));
        Assert.InRange(created.GetProperty("created_at").GetInt64(), before, before + 60);
        Assert.Equal("""{"topic":"demo"}""", created.GetProperty("metadata").GetRawText());
        Assert.Equal(created.GetRawText(), (await Read($"/v1/conversations/{id}")).GetRawText());
        Assert.Equal(["hello"], await Texts(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"metadata":null,"items":null}""")]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"items":[{"type":"reasoning","id":"rs_1","summary":[]}],"unknown":1}""")]
    public async Task a_conversation_may_begin_with_nothing(string? body)
    {
        var created = await Json(HttpStatusCode.OK, Send(Owner, "POST", "/v1/conversations", body is null ? null : Text(body)));
        Assert.Equal("{}", created.GetProperty("metadata").GetRawText());
        Assert.Equal(
            """{"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}""",
            (await Read($"/v1/conversations/{Text(created, "id")}/items")).GetRawText());
    }

    [Fact]
    public async Task labels_are_replaced_and_a_deleted_conversation_is_gone()
    {
        var id = Text(await PostText("/v1/conversations", """{"metadata":{"a":"1","b":"2"}}"""), "id");

        var changed = await PostText($"/v1/conversations/{id}", """{"metadata":{"c":"3"}}""");
        Assert.Equal("""{"c":"3"}""", changed.GetProperty("metadata").GetRawText());
        Assert.Equal(changed.GetRawText(), (await Read($"/v1/conversations/{id}")).GetRawText());
        Assert.Equal("{}", (await PostText($"/v1/conversations/{id}", """{"metadata":null}""")).GetProperty("metadata").GetRawText());

        var deleted = await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}", Cancellation));
        Assert.Equal($$"""{"id":"{{id}}","object":"conversation.deleted","deleted":true}""", deleted.GetRawText());
        foreach (var (method, path, body) in new[]
        {
            ("GET", "", null), ("DELETE", "", null), ("POST", "", """{"metadata":{}}"""), ("GET", "/items", null),
            ("POST", "/items", """{"items":[{"role":"user","content":"x"}]}"""), ("GET", "/items/x", null), ("DELETE", "/items/x", (string?)null),
        })
        {
            await Error(HttpStatusCode.NotFound, "conversation_not_found", null, Send(Owner, method, $"/v1/conversations/{id}{path}", body is null ? null : Text(body)));
        }

        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.GetAsync($"/v1/sessions/{id}", Cancellation));
    }

    [Fact]
    public async Task a_conversation_is_a_session_of_the_native_routes()
    {
        var id = Text(await PostText("/v1/conversations", """{"metadata":{"a":"b"},"items":[{"role":"developer","content":"d"},{"role":"user","content":"one"}]}"""), "id");

        var session = await Read($"/v1/sessions/{id}");
        Assert.Equal(("""{"a":"b"}""", 2), (session.GetProperty("metadata").GetRawText(), session.GetProperty("messageCount").GetInt32()));
        Assert.Contains(id, Ids(await Read("/v1/sessions")));
        Assert.Contains("two", Answer(await PostText($"/v1/sessions/{id}/messages", """{"content":"two","model":"builtin/echo?history=1"}""")));
        await PostText($"/v1/conversations/{id}/items", """{"items":[{"role":"assistant","content":"noted"}]}""");
        await Json(HttpStatusCode.OK, Owner.PatchAsync($"/v1/sessions/{id}", Text("""{"metadata":{"c":"d"}}"""), Cancellation));

        Assert.Equal(await Native(id), await Texts(id));
        Assert.Equal("noted", (await Native(id))[^1]);
        Assert.Equal("""{"c":"d"}""", (await Read($"/v1/conversations/{id}")).GetProperty("metadata").GetRawText());
        using var deleted = await Owner.DeleteAsync($"/v1/sessions/{id}", Cancellation);
        await Error(HttpStatusCode.NotFound, "conversation_not_found", Owner.GetAsync($"/v1/conversations/{id}", Cancellation));
    }

    [Theory]
    [InlineData("chat-1")]
    [InlineData("a.b_c~d-e")]
    [InlineData("conv_mine")]
    public async Task a_session_with_an_id_of_its_own_is_a_conversation(string id)
    {
        await Json(HttpStatusCode.Created, Send(Owner, "POST", "/v1/sessions", Text("""{"id":"ID","agentId":"echo","metadata":{"a":"b"}}""".Replace("ID", id, StringComparison.Ordinal))));
        await PostText($"/v1/sessions/{id}/messages", """{"content":"one"}""");

        var conversation = await Read($"/v1/conversations/{id}");
        Assert.Equal((id, "b"), (Text(conversation, "id"), Text(conversation.GetProperty("metadata"), "a")));
        await PostText($"/v1/conversations/{id}/items", """{"items":[{"role":"user","content":"two"}]}""");
        Assert.Equal(["one", "echo: one", "two"], await Texts(id));
        Assert.Equal(["one", "echo: one", "two"], await Native(id));
        foreach (var item in await Items(id))
        {
            Assert.Equal(item.GetRawText(), (await Read($"/v1/conversations/{id}/items/{Text(item, "id")}")).GetRawText());
            await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}/items/{Text(item, "id")}", Cancellation));
        }

        Assert.Empty(await Native(id));
    }

    [Fact]
    public async Task what_is_added_is_no_turn_that_could_be_followed()
    {
        var id = await NewConversation("one");
        using var events = await Owner.GetAsync($"/v1/sessions/{id}/events", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, events.StatusCode);
    }

    private static string Answer(JsonElement turn) => Text(turn.GetProperty("message"), "content");
}
