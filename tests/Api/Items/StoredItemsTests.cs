using System.Text.Json;
using Platform.Api.Items;
using Platform.Api.Json;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Api.Items;

public sealed class StoredItemsTests
{
    [Fact]
    public void every_kind_of_message_has_its_form()
    {
        Assert.Equal(
            """[{"type":"message","id":"msg_01J00000000000000000000000_3_xcw","status":"completed","role":"user","content":[{"type":"input_text","text":"hi"}]}]""",
            Shown(new ChatMessage(ChatRole.User, "hi")));
        Assert.Equal(
            """[{"type":"message","id":"msg_01J00000000000000000000000_3_xcw","status":"incomplete","role":"assistant","content":[{"type":"output_text","text":"hi","annotations":[],"logprobs":[]}]}]""",
            Shown(new ChatMessage(ChatRole.Assistant, "hi"), StoredItems.Incomplete));
        Assert.Equal(
            """[{"type":"function_call_output","id":"fco_01J00000000000000000000000_3_xcw","status":"completed","call_id":"c","output":"sunny"}]""",
            Shown(new ChatMessage(ChatRole.Tool, "sunny", ToolCallId: "c")));
    }

    [Fact]
    public void a_text_and_its_calls_are_items_of_their_own_and_a_text_that_is_empty_is_none_beside_calls()
    {
        ToolCall[] calls = [new("c1", "f", "{}"), new("c2", "g", "")];
        var both = StoredItems.Of("s", Stored(new ChatMessage(ChatRole.Assistant, "hi", calls)), StoredItems.Incomplete).ToArray();
        Assert.Equal(["message completed", "function_call completed", "function_call incomplete"], both.Select(static item => $"{item.Type} {item.Status}"));
        Assert.Equal(["msg_01J00000000000000000000000_3_xcw", "fc_01J00000000000000000000000_3_0_xcw", "fc_01J00000000000000000000000_3_1_xcw"], both.Select(static item => item.Id));
        Assert.Equal(("c2", "g", ""), (both[2].CallId, both[2].Name, both[2].Arguments));
        Assert.Equal(2, StoredItems.Of("s", Stored(new ChatMessage(ChatRole.Assistant, "", calls))).Count());
        Assert.Equal("", Assert.Single(StoredItems.Of("s", Stored(new ChatMessage(ChatRole.Assistant, "")))).Content![0].Text);
    }

    private static string Shown(ChatMessage message, string status = StoredItems.Completed)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            JsonSerializer.Serialize(writer, StoredItems.Of("s", Stored(message), status).ToArray(), (System.Text.Json.Serialization.Metadata.JsonTypeInfo<ItemView[]>)OpenAiJson.Default.GetTypeInfo(typeof(ItemView[]))!);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static StoredMessage Stored(ChatMessage message) => new(3, "turn_01J00000000000000000000000", message, TurnStatus.Completed, default);
}
