using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Conversations;

/// <summary>A conversation in which a turn runs.</summary>
public sealed class BusyConversationTests(PlatformFixture platform) : ConversationTest(platform)
{
    [Fact]
    public async Task items_wait_behind_the_turn_that_runs_and_come_in_their_order()
    {
        var id = await NewConversation("before");
        var running = await Run(id);

        var adding = new List<Task<JsonElement>>();
        foreach (var text in new[] { "first", "second" })
            adding.Add(PostText($"/v1/conversations/{id}/items", $$"""{"items":[{"role":"user","content":"{{text}}"}]}"""));
        Assert.Equal(["before"], await Texts(id));
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{id}/cancel"));
        await Task.WhenAll(adding);
        await running;

        Assert.Equal(["before", "asked"], (await Texts(id))[..2]);
        Assert.Equal(["first", "second"], (await Texts(id))[^2..].Order());
        Assert.Equal(["completed", "completed", "incomplete", "completed", "completed"], (await Items(id)).Select(static item => Text(item, "status")));
    }

    [Fact]
    public async Task an_item_is_deleted_behind_the_turn_that_runs()
    {
        var id = await NewConversation("before");
        var item = Text((await Items(id))[0], "id");
        var running = await Run(id);

        var deleting = Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}/items/{item}", Cancellation));
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{id}/cancel"));
        await deleting;
        await running;

        Assert.Equal("asked", (await Texts(id))[0]);
    }

    [Fact]
    public async Task a_conversation_is_deleted_while_a_turn_runs_and_items_wait()
    {
        var id = await NewConversation("before");
        var running = await Run(id);
        var adding = Send(Owner, "POST", $"/v1/conversations/{id}/items", Text("""{"items":[{"role":"user","content":"late"}]}"""));

        await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}", Cancellation));

        using (var added = await adding)
        {
            // It came just before the end, or just after.
            if (added.StatusCode != HttpStatusCode.OK)
                await Error(HttpStatusCode.NotFound, "conversation_not_found", Task.FromResult(added));
        }

        using var ended = await running;
        await Error(HttpStatusCode.NotFound, "conversation_not_found", Owner.GetAsync($"/v1/conversations/{id}", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.GetAsync($"/v1/sessions/{id}/messages", Cancellation));
    }

    /// <summary>Begins a turn that runs until it is stopped.</summary>
    private async Task<Task<HttpResponseMessage>> Run(string id)
    {
        var running = Send(Owner, "POST", $"/v1/sessions/{id}/messages", Text("""{"content":"asked","model":"builtin/echo?tokens=5000&tokenMs=50"}"""));
        await Eventually.See(
            () => Read($"/v1/sessions/{id}"), static session => session.GetProperty("runningTurnId").ValueKind == JsonValueKind.String, Cancellation);
        return running;
    }
}
