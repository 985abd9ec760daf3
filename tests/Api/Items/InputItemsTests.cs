using System.Text.Json;
using Platform.Api.Items;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Api.Items;

public sealed class InputItemsTests
{
    [Fact]
    public void items_become_the_conversation_they_tell_and_calls_join_the_message_before_them()
    {
        var messages = Joined("""
            [{"role":"developer","content":"d"},
             {"type":"message","role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b"}],"id":"msg_1","status":"completed"},
             {"type":"reasoning","id":"rs_1","summary":[]},
             {"type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"c","annotations":[]},{"type":"refusal","refusal":"!"}]},
             {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{}"},
             {"type":"function_call","call_id":"c2","name":"g","arguments":"{\"x\":1}","status":null},
             {"type":"function_call_output","call_id":"c1","output":"one"},
             {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"}]},
             {"type":"function_call","call_id":"c3","name":"f","arguments":""}]
            """);

        Assert.Equal([ChatRole.Developer, ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Tool, ChatRole.Assistant], messages.Select(message => message.Role));
        Assert.Equal(["d", "ab", "c!", "one", "two", ""], messages.Select(message => message.Content));
        Assert.Equal([new ToolCall("c1", "f", "{}"), new ToolCall("c2", "g", """{"x":1}""")], messages[2].ToolCalls!);
        Assert.Equal(["c1", "c2"], messages[3..5].Select(message => message.ToolCallId));
        Assert.Equal("c3", Assert.Single(messages[5].ToolCalls!).Id);
    }

    [Fact]
    public void what_was_compacted_is_taken_back()
    {
        var message = Assert.Single(Joined($$"""[{"type":"compaction","id":"cmp_1","encrypted_content":"{{CompactedText.Seal("Grüße")}}"}]"""));
        Assert.Equal(ChatRole.Developer, message.Role);
        Assert.EndsWith("Grüße", message.Content);
    }

    [Fact]
    public void a_reference_names_its_item()
    {
        var problems = default(Problems);
        var item = Assert.Single(InputItems.Read(ref problems, "input", JsonElement.Parse("""[{"type":"item_reference","id":"msg_01J00000000000000000000000_7_xY2hhdC0x"}]""")));
        Assert.Equal((null, "chat-1", 7L), (item.Message, item.Reference!.Value.SessionId, item.Reference.Value.Seq));
    }

    [Theory]
    [InlineData("{}", "input", ErrorCode.InvalidValue)]
    [InlineData("5", "input", ErrorCode.InvalidValue)]
    [InlineData("[]", "input", ErrorCode.InvalidValue)]
    [InlineData("[5]", "input[0]", ErrorCode.InvalidValue)]
    [InlineData("[null]", "input[0]", ErrorCode.InvalidValue)]
    [InlineData("[{}]", "input[0].role", ErrorCode.MissingField)]
    [InlineData("""[{"type":7}]""", "input[0].type", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"web_search_call"}]""", "input[0].type", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user","content":"a"},{"role":"king","content":"x"}]""", "input[1].role", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":5,"content":"x"}]""", "input[0].role", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"tool","content":"x"}]""", "input[0].role", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user"}]""", "input[0].content", ErrorCode.MissingField)]
    [InlineData("""[{"role":"user","content":null}]""", "input[0].content", ErrorCode.MissingField)]
    [InlineData("""[{"role":"user","content":{}}]""", "input[0].content", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user","content":["x"]}]""", "input[0].content[0]", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user","content":[{"text":"x"}]}]""", "input[0].content[0].type", ErrorCode.MissingField)]
    [InlineData("""[{"role":"user","content":[{"type":"input_text","text":"x"},{"type":"input_image","image_url":"x"}]}]""", "input[0].content[1].type", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user","content":[{"type":"input_file"}]}]""", "input[0].content[0].type", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user","content":[{"type":"video"}]}]""", "input[0].content[0].type", ErrorCode.InvalidValue)]
    [InlineData("""[{"role":"user","content":[{"type":"input_text"}]}]""", "input[0].content[0].text", ErrorCode.MissingField)]
    [InlineData("""[{"role":"user","content":[{"type":"input_text","text":5}]}]""", "input[0].content[0].text", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"function_call","name":"f","arguments":""}]""", "input[0].call_id", ErrorCode.MissingField)]
    [InlineData("""[{"type":"function_call","call_id":"","name":"f","arguments":""}]""", "input[0].call_id", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"function_call","call_id":"c","arguments":""}]""", "input[0].name", ErrorCode.MissingField)]
    [InlineData("""[{"type":"function_call","call_id":"c","name":"a b","arguments":""}]""", "input[0].name", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"function_call","call_id":"c","name":"f"}]""", "input[0].arguments", ErrorCode.MissingField)]
    [InlineData("""[{"type":"function_call","call_id":"c","name":"f","arguments":{}}]""", "input[0].arguments", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"function_call_output","output":"x"}]""", "input[0].call_id", ErrorCode.MissingField)]
    [InlineData("""[{"type":"function_call_output","call_id":"c"}]""", "input[0].output", ErrorCode.MissingField)]
    [InlineData("""[{"type":"function_call_output","call_id":"c","output":5}]""", "input[0].output", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"function_call_output","call_id":"c","output":[{"type":"input_image"}]}]""", "input[0].output[0].type", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"compaction"}]""", "input[0].encrypted_content", ErrorCode.MissingField)]
    [InlineData("""[{"type":"compaction","encrypted_content":"hello"}]""", "input[0].encrypted_content", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"compaction","encrypted_content":"compacted1._w"}]""", "input[0].encrypted_content", ErrorCode.InvalidValue)]
    [InlineData("""[{"type":"item_reference"}]""", "input[0].id", ErrorCode.MissingField)]
    [InlineData("""[{"type":"item_reference","id":"msg_abc"}]""", "input[0].id", ErrorCode.InvalidValue)]
    public void what_is_wrong_is_named_by_its_path(string items, string param, ErrorCode code)
    {
        var problems = default(Problems);
        InputItems.Read(ref problems, "input", JsonElement.Parse(items));
        var refused = Assert.Throws<PlatformException>(problems.ThrowIfAny);
        Assert.Equal((param, code), (refused.Param, refused.Code));
    }

    [Fact]
    public void there_is_a_limit_to_the_items_and_to_each_ones_size()
    {
        var item = """{"role":"user","content":"x"}""";
        Assert.Equal("input", Refused($"[{string.Join(',', Enumerable.Repeat(item, InputItems.MaxItems + 1))}]").Param);
        var large = Refused($$"""[{{item}},{"role":"user","content":"{{new string('x', 100 * 1024 + 1)}}"}]""");
        Assert.Equal(("input[1].content", ErrorCode.MessageTooLarge), (large.Param, large.Code));
        Assert.Equal(ErrorCode.InvalidValue, Refused($$"""[{"type":"compaction","encrypted_content":"{{CompactedText.Seal(new string('x', 100 * 1024 + 1))}}"}]""").Code);
    }

    private static PlatformException Refused(string items)
    {
        var problems = default(Problems);
        InputItems.Read(ref problems, "input", JsonElement.Parse(items));
        return Assert.Throws<PlatformException>(problems.ThrowIfAny);
    }

    private static ChatMessage[] Joined(string items)
    {
        var problems = default(Problems);
        var read = InputItems.Read(ref problems, "input", JsonElement.Parse(items));
        problems.ThrowIfAny();
        return InputItem.Join(read.Select(static item => item.Message!));
    }
}
