using System.Net;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Conversations;

/// <summary>Responses that belong to a conversation.</summary>
public sealed class ConversationResponseTests(PlatformFixture platform) : ConversationTest(platform)
{
    [Theory]
    [InlineData("""{"model":"builtin/echo","conversation":"ID","input":"hello"}""")]
    [InlineData("""{"model":"builtin/echo","conversation":{"id":"ID"},"input":[{"role":"user","content":"hello"}]}""")]
    public async Task its_items_are_listed_with_the_ids_that_the_response_gave_them(string body)
    {
        var id = await NewConversation();
        var response = await PostText("/v1/responses", body.Replace("ID", id, StringComparison.Ordinal));

        Assert.Equal(id, Text(response.GetProperty("conversation"), "id"));
        var items = await Items(id);
        Assert.Equal(["user", "assistant"], items.Select(static item => Text(item, "role")));
        Assert.Equal(["hello", "echo: hello"], items.Select(TextOf));
        Assert.Equal(response.GetProperty("output")[0].GetRawText(), items[1].GetRawText());
        Assert.Equal(Assert.Single(Data(await Read($"/v1/responses/{Text(response, "id")}/input_items"))).GetRawText(), items[0].GetRawText());
    }

    [Fact]
    public async Task a_stream_says_its_end_after_the_items_can_be_listed_and_they_have_its_ids()
    {
        var id = await NewConversation("before");
        using var answer = await Send(Owner, "POST", "/v1/responses", Text($$"""{"model":"builtin/echo?tokens=3","conversation":"{{id}}","input":"hello","stream":true}"""));
        await foreach (var frame in SseFrame.Read(answer, Cancellation))
        {
            if (frame.Event != "response.completed")
                continue;
            var output = frame.Json.GetProperty("response").GetProperty("output");
            Assert.Equal(Assert.Single(output.EnumerateArray()).GetRawText(), (await Items(id))[^1].GetRawText());
            return;
        }

        Assert.Fail("The response did not complete.");
    }

    [Fact]
    public async Task a_response_knows_what_was_added_and_a_call_is_answered_by_an_item()
    {
        var id = await NewConversation("one", "two");
        var asked = await PostText("/v1/responses", """
            {"model":"builtin/echo?tool=1","conversation":"ID","input":"weather?","tools":[{"type":"function","name":"get_weather","parameters":{"type":"object"}}]}
            """.Replace("ID", id, StringComparison.Ordinal));
        var call = asked.GetProperty("output").EnumerateArray().Single(static item => Text(item, "type") == "function_call");
        Assert.Equal(call.GetRawText(), (await Read($"/v1/conversations/{id}/items/{Text(call, "id")}")).GetRawText());

        await PostText($"/v1/conversations/{id}/items", $$"""{"items":[{"type":"function_call_output","call_id":"{{Text(call, "call_id")}}","output":"sunny"}]}""");
        var next = await PostText("/v1/responses", $$"""{"model":"builtin/echo?history=1","conversation":"{{id}}","input":"and?"}""");

        // Two messages, the question, the call, its result, and this one.
        Assert.StartsWith("6", TextOf(next.GetProperty("output")[0]));
        Assert.Equal(["message", "message", "message", "function_call", "function_call_output", "message", "message"], (await Items(id)).Select(static item => Text(item, "type")));
    }

    [Fact]
    public async Task a_response_whose_item_was_deleted_does_not_tell_it_any_more()
    {
        var id = await NewConversation();
        var response = await PostText("/v1/responses", $$"""{"model":"builtin/echo","conversation":"{{id}}","input":"hello"}""");
        await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/conversations/{id}/items/{Text(response.GetProperty("output")[0], "id")}", Cancellation));

        Assert.Empty((await Read($"/v1/responses/{Text(response, "id")}")).GetProperty("output").EnumerateArray());
        using var events = await Owner.GetAsync($"/v1/responses/{Text(response, "id")}?stream=true", Cancellation);
        Assert.DoesNotContain("echo: hello", await events.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task a_deleted_response_takes_its_items_along()
    {
        var id = await NewConversation("before");
        var response = await PostText("/v1/responses", $$"""{"model":"builtin/echo","conversation":"{{id}}","input":"hello"}""");
        await Json(HttpStatusCode.OK, Owner.DeleteAsync($"/v1/responses/{Text(response, "id")}", Cancellation));
        Assert.Equal(["before"], await Texts(id));
    }
}
