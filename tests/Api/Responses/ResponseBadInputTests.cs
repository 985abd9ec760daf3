using System.Net;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>Fields that cannot be: each is named by its path.</summary>
public sealed class ResponseBadInputTests(PlatformFixture platform) : ResponseTest(platform)
{
    private static readonly string Labels = string.Join(',', Enumerable.Range(0, 17).Select(static index => $"\"k{index}\":\"\""));

    public static TheoryData<string, string, string> Fields => new()
    {
        { """ "model":null""", "missing_field", "model" },
        { """ "model":"" """, "invalid_value", "model" },
        { """ "model":5""", "invalid_value", "model" },
        { """ "model":"builtin/echo?bogus=1" """, "invalid_value", "model" },
        { """ "input":null""", "missing_field", "input" },
        { """ "input":"" """, "invalid_value", "input" },
        { """ "input":5""", "invalid_value", "input" },
        { """ "input":{}""", "invalid_value", "input" },
        { """ "input":[]""", "invalid_value", "input" },
        { """ "input":[{"type":"reasoning"}]""", "missing_field", "input" },
        { """ "input":[{"role":"user","content":"a"},{"role":"user"}]""", "missing_field", "input[1].content" },
        { """ "input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"data:"}]}]""", "invalid_value", "input[0].content[1].type" },
        { """ "instructions":[]""", "invalid_value", "instructions" },
        { """ "previous_response_id":5""", "invalid_value", "previous_response_id" },
        { """ "previous_response_id":"resp_x","conversation":"c" """, "invalid_value", "previous_response_id" },
        { """ "conversation":5""", "invalid_value", "conversation" },
        { """ "conversation":["c"]""", "invalid_value", "conversation" },
        { """ "conversation":{}""", "missing_field", "conversation.id" },
        { """ "conversation":{"id":null}""", "missing_field", "conversation.id" },
        { """ "conversation":{"id":5}""", "invalid_value", "conversation.id" },
        { """ "store":"yes" """, "invalid_value", "store" },
        { """ "background":1""", "invalid_value", "background" },
        { """ "background":true,"store":false""", "invalid_value", "background" },
        { """ "background":true,"onDisconnect":"cancel" """, "invalid_value", "onDisconnect" },
        { """ "onDisconnect":"die" """, "invalid_value", "onDisconnect" },
        { """ "stream":"true" """, "invalid_value", "stream" },
        { """ "tools":{}""", "invalid_value", "tools" },
        { """ "tools":[null]""", "invalid_value", "tools[0]" },
        { """ "tools":[{"name":"f"}]""", "missing_field", "tools[0].type" },
        { """ "tools":[{"type":"web_search"}]""", "invalid_value", "tools[0].type" },
        { """ "tools":[{"type":"function"}]""", "missing_field", "tools[0].name" },
        { """ "tools":[{"type":"function","name":"a b"}]""", "invalid_value", "tools[0].name" },
        { """ "tools":[{"type":"function","name":"f","parameters":[]}]""", "invalid_value", "tools[0].parameters" },
        { """ "tools":[{"type":"function","name":"f","strict":"yes"}]""", "invalid_value", "tools[0].strict" },
        { """ "tools":[{"type":"function","name":"f"},{"type":"function","name":"f"}]""", "invalid_value", "tools" },
        { """ "tool_choice":"some" """, "invalid_value", "tool_choice" },
        { """ "tool_choice":"required" """, "invalid_value", "tool_choice" },
        { """ "tool_choice":7""", "invalid_value", "tool_choice" },
        { """ "tool_choice":{"type":"web_search"}""", "invalid_value", "tool_choice" },
        { """ "tool_choice":{"type":"function"}""", "missing_field", "tool_choice.name" },
        { """ "tool_choice":{"type":"function","name":"f"}""", "invalid_value", "tool_choice.name" },
        { """ "tool_choice":{"type":"allowed_tools","tools":[]}""", "missing_field", "tool_choice.mode" },
        { """ "tool_choice":{"type":"allowed_tools","mode":"auto"}""", "invalid_value", "tool_choice.tools" },
        { """ "tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"name":"f"}]}""", "invalid_value", "tool_choice.tools[0].name" },
        { """ "parallel_tool_calls":"no" """, "invalid_value", "parallel_tool_calls" },
        { """ "max_tool_calls":0""", "invalid_value", "max_tool_calls" },
        { """ "metadata":[]""", "invalid_value", "metadata" },
        { """ "metadata":{"a":5}""", "invalid_value", "metadata.a" },
        { $$""" "metadata":{{{Labels}}}""", "invalid_value", "metadata" },
        { $$""" "metadata":{"{{new string('k', 65)}}":""}""", "invalid_value", "metadata" },
        { $$""" "metadata":{"a":"{{new string('v', 513)}}"}""", "invalid_value", "metadata.a" },
        { """ "max_output_tokens":0""", "invalid_value", "max_output_tokens" },
        { """ "max_output_tokens":1.5""", "invalid_value", "max_output_tokens" },
        { """ "temperature":2.1""", "invalid_value", "temperature" },
        { """ "temperature":"hot" """, "invalid_value", "temperature" },
        { """ "top_p":-0.1""", "invalid_value", "top_p" },
        { """ "presence_penalty":3""", "invalid_value", "presence_penalty" },
        { """ "frequency_penalty":-3""", "invalid_value", "frequency_penalty" },
        { """ "top_logprobs":21""", "invalid_value", "top_logprobs" },
        { """ "text":"json" """, "invalid_value", "text" },
        { """ "text":{"format":"json"}""", "invalid_value", "text.format" },
        { """ "text":{"format":{}}""", "missing_field", "text.format.type" },
        { """ "text":{"format":{"type":"xml"}}""", "invalid_value", "text.format.type" },
        { """ "text":{"format":{"type":"json_schema","schema":{}}}""", "missing_field", "text.format.name" },
        { """ "text":{"format":{"type":"json_schema","name":"a b","schema":{}}}""", "invalid_value", "text.format.name" },
        { """ "text":{"format":{"type":"json_schema","name":"a"}}""", "missing_field", "text.format.schema" },
        { """ "text":{"format":{"type":"json_schema","name":"a","schema":[]}}""", "invalid_value", "text.format.schema" },
        { """ "text":{"format":{"type":"json_schema","name":"a","schema":{},"strict":1}}""", "invalid_value", "text.format.strict" },
        { """ "text":{"format":{"type":"json_schema","name":"a","schema":{},"description":1}}""", "invalid_value", "text.format.description" },
        { """ "text":{"verbosity":"loud"}""", "invalid_value", "text.verbosity" },
        { """ "truncation":"some" """, "invalid_value", "truncation" },
        { """ "reasoning":"much" """, "invalid_value", "reasoning" },
        { """ "include":"all" """, "invalid_value", "include" },
        { """ "user":"a\u0007" """, "invalid_value", "user" },
        { $$""" "safety_identifier":"{{new string('s', 513)}}" """, "invalid_value", "safety_identifier" },
        { """ "prompt_cache_key":5""", "invalid_value", "prompt_cache_key" },
        { """ "service_tier":5""", "invalid_value", "service_tier" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task a_field_that_cannot_be_is_refused_by_its_path(string fields, string code, string param)
    {
        var body = fields.Trim();
        foreach (var (name, usual) in new[] { ("model", "\"builtin/echo\""), ("input", "\"x\"") })
        {
            if (!body.Contains($"\"{name}\":"))
                body = $"\"{name}\":{usual},{body}";
        }

        foreach (var stream in new[] { "", "\"stream\":true," })
        {
            if (stream.Length == 0 || !body.Contains("\"stream\":"))
                await Error(HttpStatusCode.BadRequest, code, param, Ask($"{{{stream}{body}}}"));
        }

        Assert.Empty((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData("nowhere/nothing")]
    [InlineData("builtin/nothing")]
    [InlineData("agent/nobody")]
    [InlineData("agent/a b")]
    public async Task an_unknown_model_is_not_found(string model)
    {
        foreach (var how in new[] { "\"stream\":false", "\"stream\":true", "\"background\":true", "\"store\":false" })
            await Error(HttpStatusCode.NotFound, "model_not_found", "model", Ask($$"""{"model":"{{model}}","input":"x",{{how}}}"""));
    }

    [Theory]
    [InlineData("\"conversation\":\"conv_01J00000000000000000000000\"")]
    [InlineData("\"conversation\":{\"id\":\"unknown\"}")]
    [InlineData("\"conversation\":\"a/b\"")]
    [InlineData("\"conversation\":\"\"")]
    public async Task an_unknown_conversation_is_not_found(string field)
    {
        foreach (var how in new[] { "\"stream\":false", "\"stream\":true", "\"background\":true", "\"store\":false" })
            await Error(HttpStatusCode.NotFound, "conversation_not_found", "conversation", Ask($$"""{"model":"builtin/echo","input":"x",{{field}},{{how}}}"""));
    }

    [Fact]
    public async Task a_message_over_the_limit_is_told_by_its_path() => await Error(
        HttpStatusCode.RequestEntityTooLarge, "message_too_large", "input[1].content", Ask($$"""{"model":"builtin/echo","input":[{"role":"user","content":"a"},{"role":"user","content":"{{new string('x', 102_401)}}"}]}"""));
}
