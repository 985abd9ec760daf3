using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

public sealed class ResponseToolTests(PlatformFixture platform) : ResponseTest(platform)
{
    private const string Tools = """
        "model":"builtin/echo?tool=1","tools":[{"type":"function","name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},{"type":"function","name":"other"}]
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task tools_go_round(bool follows)
    {
        var asked = await Respond(Tools + ",\"input\":\"weather?\"");
        Assert.Equal("completed", Status(asked));
        var call = Assert.Single(asked.GetProperty("output").EnumerateArray());
        Assert.Equal(["type", "id", "status", "call_id", "name", "arguments"], Names(call));
        Assert.Equal(("function_call", "completed", "get_weather"), (Type(call), Status(call), call.GetProperty("name").GetString()));
        Assert.StartsWith("fc_", Id(call));
        Assert.Equal(JsonValueKind.String, JsonElement.Parse(call.GetProperty("arguments").GetString()!).GetProperty("city").ValueKind);
        Assert.Equal(asked.GetRawText(), (await Read(asked)).GetRawText());

        var output = $$"""{"type":"function_call_output","call_id":"{{call.GetProperty("call_id").GetString()}}","output":"sunny"}""";
        var answered = await Respond(Tools + (follows
            ? $",\"previous_response_id\":\"{Id(asked)}\",\"input\":[{output}]"
            : $",\"input\":[{{\"role\":\"user\",\"content\":\"weather?\"}},{call.GetRawText()},{output}]"));
        Assert.Equal("echo: weather? (the tool said: sunny)", Said(answered));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"store\":false,")]
    [InlineData("\"previous_response_id\":\"PREVIOUS\",")]
    [InlineData("\"previous_response_id\":\"PREVIOUS\",\"store\":false,")]
    [InlineData("\"conversation\":\"CONVERSATION\",")]
    public async Task the_result_of_a_call_that_nobody_made_is_refused_by_its_path(string where)
    {
        where = where.Replace("PREVIOUS", Id(await Respond(Tools + ",\"input\":\"weather?\""))).Replace("CONVERSATION", await NewSession());
        await Error(HttpStatusCode.BadRequest, "invalid_value", "input[1].call_id", Ask(
            $$"""{{{where}}"model":"builtin/echo","input":[{"role":"user","content":"x"},{"type":"function_call_output","call_id":"call_nobody","output":"x"}]}"""));
    }

    [Fact]
    public async Task a_call_is_streamed_with_the_events_of_the_original()
    {
        var events = await Stream(Tools.Replace("tool=1", "tool=1&tokens=1") + ",\"input\":\"weather?\"");
        Assert.Equal("response.created response.in_progress response.output_item.added response.function_call_arguments.delta", string.Join(' ', events.Take(4).Select(Type)));
        Assert.Equal("response.function_call_arguments.done response.output_item.done response.completed", string.Join(' ', events.TakeLast(3).Select(Type)));
        Assert.Equal(("function_call", "in_progress", "", "get_weather"), (Type(Item(2)), Status(Item(2)), Item(2).GetProperty("arguments").GetString(), Item(2).GetProperty("name").GetString()));
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "delta"], Names(events[3]));
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "name", "arguments"], Names(events[^3]));
        var arguments = string.Concat(events.Where(static one => Type(one) == "response.function_call_arguments.delta").Select(static one => one.GetProperty("delta").GetString()));
        Assert.Equal((arguments, Id(Item(2))), (events[^3].GetProperty("arguments").GetString(), events[^3].GetProperty("item_id").GetString()));
        JsonElement.Parse(arguments);
        var end = events[^1].GetProperty("response");
        Assert.Equal((events[^2].GetProperty("item").GetRawText(), "completed"), (end.GetProperty("output")[0].GetRawText(), Status(end.GetProperty("output")[0])));
        Assert.Equal(end.GetRawText(), (await Read(end)).GetRawText());

        JsonElement Item(int index) => events[index].GetProperty("item");
    }

    [Fact]
    public async Task a_tool_of_the_agent_can_be_chosen_without_sending_it()
    {
        await Json(HttpStatusCode.OK, Send(Owner, "PUT", "/v1/agents/handy", Text("""{"model":"builtin/echo","options":{"tools":[{"name":"dig"}]}}""")));
        foreach (var choice in new[] { "\"required\"", """{"type":"function","name":"dig"}""" })
        {
            var call = (await Respond($"\"model\":\"agent/handy\",\"input\":\"x\",\"tool_choice\":{choice}")).GetProperty("output")[0];
            Assert.Equal(("function_call", "dig"), (Type(call), call.GetProperty("name").GetString()));
        }

        await Error(HttpStatusCode.BadRequest, "invalid_value", "tool_choice", Ask("""{"model":"agent/handy","input":"x","tool_choice":{"type":"function","name":"fly"}}"""));
    }

    [Theory]
    [InlineData("\"none\"", null)]
    [InlineData("\"required\"", "get_weather")]
    [InlineData("{\"type\":\"function\",\"name\":\"other\"}", "other")]
    [InlineData("{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"name\":\"other\"}]}", "other")]
    [InlineData("{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[]}", null)]
    public async Task the_choice_among_the_tools_is_obeyed_and_shown_again(string choice, string? called)
    {
        var response = await Respond(Tools + $",\"input\":\"x\",\"tool_choice\":{choice}");
        var item = response.GetProperty("output")[0];
        Assert.Equal(called, Type(item) == "function_call" ? item.GetProperty("name").GetString() : null);
        Assert.Equal(choice, response.GetProperty("tool_choice").GetRawText());
        Assert.Equal(2, response.GetProperty("tools").GetArrayLength());
    }
}
