using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.BadInput;

/// <summary>Bodies that are JSON objects, with fields that cannot be.</summary>
public sealed class BadFieldTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Labels17 = """{"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","j":"","k":"","l":"","m":"","n":"","o":"","p":"","q":""}""";

    public static TheoryData<string, string, string, string> Cases => new()
    {
        // Tenants
        { "POST /admin/tenants", "{}", "missing_field", "id" },
        { "POST /admin/tenants", """{"id":""}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"Upper"}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"a/b"}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"{a}"}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"a:b"}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"a\u0000b"}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"admin"}""", "invalid_value", "id" },
        { "POST /admin/tenants", """{"id":"ok-tenant","maxMessages":1}""", "invalid_value", "maxMessages" },
        { "POST /admin/tenants", """{"id":"ok-tenant","maxMessages":10001}""", "invalid_value", "maxMessages" },
        { "POST /admin/tenants", """{"id":"ok-tenant","maxMessages":2.5}""", "invalid_value", "maxMessages" },
        { "POST /admin/tenants", """{"id":"ok-tenant","maxMessages":"5"}""", "invalid_value", "maxMessages" },
        { "POST /admin/tenants", """{"id":"ok-tenant","maxMessages":1e99}""", "invalid_value", "maxMessages" },
        { "POST /admin/tenants", """{"id":"ok-tenant","ttlHours":0}""", "invalid_value", "ttlHours" },
        { "PATCH /admin/tenants/{tenant}", """{"ttlHours":8761}""", "invalid_value", "ttlHours" },
        { "PATCH /admin/tenants/{tenant}", $$"""{"name":"{{new string('x', 201)}}"}""", "invalid_value", "name" },

        // Keys
        { "POST /admin/tenants/{tenant}/keys", "{}", "missing_field", "role" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"king"}""", "invalid_value", "role" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"Owner"}""", "invalid_value", "role" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"admin"}""", "invalid_value", "role" },
        { "POST /admin/tenants/admin/keys", """{"role":"owner"}""", "invalid_value", "role" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"owner","userId":"ada"}""", "invalid_value", "userId" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"agent","userId":"a\u0007"}""", "invalid_value", "userId" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"agent","agentId":"a b"}""", "invalid_value", "agentId" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"agent","expiresAt":"2001-01-01T00:00:00Z"}""", "invalid_value", "expiresAt" },
        { "POST /admin/tenants/{tenant}/keys", """{"role":"agent","expiresAt":"tomorrow"}""", "invalid_value", "expiresAt" },
        { "POST /admin/tenants/{tenant}/keys/key_x/rotate", """{"graceSeconds":-1}""", "invalid_value", "graceSeconds" },
        { "POST /admin/tenants/{tenant}/keys/key_x/rotate", """{"graceSeconds":604801}""", "invalid_value", "graceSeconds" },

        // Agents
        { "PUT /v1/agents/a", "{}", "missing_field", "models" },
        { "PUT /v1/agents/a", """{"models":[]}""", "missing_field", "models" },
        { "PUT /v1/agents/a", """{"models":[null]}""", "invalid_value", "models[0]" },
        { "PUT /v1/agents/a", """{"models":["builtin/echo",5]}""", "invalid_value", "models" },
        { "PUT /v1/agents/a", """{"models":["builtin/echo","nowhere/nothing"]}""", "invalid_value", "models[1]" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo?bogus=1"}""", "invalid_value", "model" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","models":["builtin/echo"]}""", "invalid_value", "model" },
        { "PUT /v1/agents/a", """{"models":["a","b","c","d","e","f","g","h","i"]}""", "invalid_value", "models" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","concurrency":"maybe"}""", "invalid_value", "concurrency" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"temperature":2.1}}""", "invalid_value", "options.temperature" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"temperature":1e999}}""", "invalid_value", "options.temperature" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"topP":-0.1}}""", "invalid_value", "options.topP" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"maxOutputTokens":0}}""", "invalid_value", "options.maxOutputTokens" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"stop":["a","b","c","d","e"]}}""", "invalid_value", "options.stop" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"tools":[null]}}""", "invalid_value", "options.tools[0]" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"tools":[{}]}}""", "missing_field", "options.tools[0].name" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"tools":[{"name":"a b"}]}}""", "invalid_value", "options.tools[0].name" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"tools":[{"name":"a","parameters":[]}]}}""", "invalid_value", "options.tools[0].parameters" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"tools":[{"name":"a"},{"name":"a"}]}}""", "invalid_value", "options.tools" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"toolChoice":"some"}}""", "invalid_value", "options.toolChoice" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"responseFormat":{}}}""", "missing_field", "options.responseFormat.type" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"stop":""}}""", "invalid_value", "options.stop" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"parallelToolCalls":1}}""", "invalid_value", "options.parallelToolCalls" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"responseFormat":{"type":"json_schema"}}}""", "missing_field", "options.responseFormat.json_schema" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"responseFormat":{"type":"json_schema","json_schema":{"schema":{}}}}}""", "missing_field", "options.responseFormat.json_schema.name" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"responseFormat":{"type":"json_schema","json_schema":{"name":"a b","schema":{}}}}}""", "invalid_value", "options.responseFormat.json_schema.name" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","options":{"responseFormat":{"type":"json_schema","json_schema":{"name":"a","schema":[]}}}}""", "invalid_value", "options.responseFormat.json_schema.schema" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","metadata":{"a":5}}""", "invalid_value", "metadata.a" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","metadata":{"a":null}}""", "invalid_value", "metadata.a" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","metadata":""" + Labels17 + "}", "invalid_value", "metadata" },
        { "PUT /v1/agents/a", """{"model":"builtin/echo","metadata":{"a":"LONG"}}""".Replace("LONG", new string('x', 513)), "invalid_value", "metadata.a" },

        // Sessions
        { "POST /v1/sessions", """{"id":"a b"}""", "invalid_value", "id" },
        { "POST /v1/sessions", """{"id":"a/b"}""", "invalid_value", "id" },
        { "POST /v1/sessions", """{"id":"a{b"}""", "invalid_value", "id" },
        { "POST /v1/sessions", """{"id":"a:b"}""", "invalid_value", "id" },
        { "POST /v1/sessions", """{"id":"\u0000"}""", "invalid_value", "id" },
        { "POST /v1/sessions", """{"id":5}""", "invalid_value", "id" },
        { "POST /v1/sessions", """{"agentId":"a/b"}""", "invalid_value", "agentId" },
        { "POST /v1/sessions", """{"userId":""}""", "invalid_value", "userId" },
        { "POST /v1/sessions", """{"userId":"a\nb"}""", "invalid_value", "userId" },
        { "POST /v1/sessions", """{"concurrency":"Queue"}""", "invalid_value", "concurrency" },
        { "POST /v1/sessions", """{"ttlHours":null,"metadata":[]}""", "invalid_value", "metadata" },
        { "PATCH /v1/sessions/{session}", """{"ttlHours":0}""", "invalid_value", "ttlHours" },
        { "PATCH /v1/sessions/{session}", """{"title":["x"]}""", "invalid_value", "title" },

        // Turns
        { "POST /v1/sessions/{session}/messages", "{}", "missing_field", "content" },
        { "POST /v1/sessions/{session}/messages", """{"content":null}""", "missing_field", "content" },
        { "POST /v1/sessions/{session}/messages", """{"content":""}""", "invalid_value", "content" },
        { "POST /v1/sessions/{session}/messages", """{"content":["x"]}""", "invalid_value", "content" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","stream":"yes"}""", "invalid_value", "stream" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","concurrency":"wait"}""", "invalid_value", "concurrency" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","onDisconnect":"die"}""", "invalid_value", "onDisconnect" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","model":""}""", "invalid_value", "model" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","agentId":"a/b"}""", "invalid_value", "agentId" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","options":{"temperature":"hot"}}""", "invalid_value", "options.temperature" },
        { "POST /v1/sessions/{session}/messages", """{"content":"x","toolResults":[]}""", "invalid_value", "content" },
        { "POST /v1/sessions/{session}/messages", """{"toolResults":[]}""", "invalid_value", "toolResults" },
        { "POST /v1/sessions/{session}/messages", """{"toolResults":[null]}""", "invalid_value", "toolResults[0]" },
        { "POST /v1/sessions/{session}/messages", """{"toolResults":[{"content":"x"}]}""", "missing_field", "toolResults[0].toolCallId" },
        { "POST /v1/sessions/{session}/messages", """{"toolResults":[{"toolCallId":"x"}]}""", "missing_field", "toolResults[0].content" },
        { "POST /v1/sessions/{session}/cancel", """{"turnId":""}""", "invalid_value", "turnId" },
        { "POST /v1/sessions/{session}/cancel", """{"turnId":7}""", "invalid_value", "turnId" },

        // Chat completions
        { "POST /v1/chat/completions", """{"messages":[{"role":"user","content":"x"}]}""", "missing_field", "model" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo"}""", "missing_field", "messages" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[]}""", "invalid_value", "messages" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":{}}""", "invalid_value", "messages" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[null]}""", "invalid_value", "messages[0]" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":["x"]}""", "invalid_value", "messages[0]" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"content":"x"}]}""", "missing_field", "messages[0].role" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user"}]}""", "missing_field", "messages[0].content" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":null}]}""", "missing_field", "messages[0].content" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":5}]}""", "invalid_value", "messages[0].content" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"king","content":"c"}]}""", "invalid_value", "messages[2].role" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":7,"content":"c"}]}""", "invalid_value", "messages[2].role" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}]}""", "invalid_value", "messages[0].content[0].type" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":[5]}]}""", "invalid_value", "messages[0].content[0]" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "missing_field", "messages[0].content[0].text" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":[{"type":"text","text":5}]}]}""", "invalid_value", "messages[0].content[0].text" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"tool","content":"x"}]}""", "missing_field", "messages[0].tool_call_id" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":"x","tool_calls":[{"id":"a","function":{"name":"f"}}]}]}""", "invalid_value", "messages[0].tool_calls" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"assistant","tool_calls":[null]}]}""", "invalid_value", "messages[0].tool_calls[0]" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{}}]}]}""", "missing_field", "messages[0].tool_calls[0].function.name" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","n":2,"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "n" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","n":0,"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "n" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","temperature":3,"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "temperature" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","max_tokens":0,"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "max_tokens" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","max_completion_tokens":1.5,"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "max_completion_tokens" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","stop":5,"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "stop" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","stream_options":{"include_usage":true},"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "stream_options" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","tools":[{"type":"web"}],"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "tools[0].type" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","tools":[{"type":"function"}],"messages":[{"role":"user","content":"x"}]}""", "missing_field", "tools[0].function" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","tool_choice":"required","messages":[{"role":"user","content":"x"}]}""", "invalid_value", "tool_choice" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","tool_choice":{"type":"function","function":{"name":"x"}},"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "tool_choice.function.name" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","response_format":{"type":"xml"},"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "response_format.type" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","response_format":"json","messages":[{"role":"user","content":"x"}]}""", "invalid_value", "response_format" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo","metadata":{"a":1},"messages":[{"role":"user","content":"x"}]}""", "invalid_value", "metadata.a" },
        { "POST /v1/chat/completions", """{"model":"builtin/echo?tokens=x","messages":[{"role":"user","content":"x"}]}""", "invalid_value", "model" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task a_wrong_field_is_refused_by_name(string route, string body, string code, string param)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{tenant}", TenantId));
        if (path.Contains("{session}"))
            path = path.Replace("{session}", await NewSession());
        var client = path.StartsWith("/admin", StringComparison.Ordinal) ? Admin : Owner;
        await Error(HttpStatusCode.BadRequest, code, param, Send(client, method, path, Text(body)));
    }

    [Theory]
    [InlineData("GET /v1/sessions?limit=abc", "limit")]
    [InlineData("GET /v1/sessions?limit=0", "limit")]
    [InlineData("GET /v1/sessions?limit=1000", "limit")]
    [InlineData("GET /v1/sessions?limit=-1", "limit")]
    [InlineData("GET /v1/sessions?limit=1&limit=2", "limit")]
    [InlineData("GET /v1/sessions?limit=", "limit")]
    [InlineData("GET /v1/sessions?limit=99999999999999999999", "limit")]
    [InlineData("GET /v1/sessions?cursor=", "cursor")]
    [InlineData("GET /v1/sessions?cursor=a&cursor=b", "cursor")]
    [InlineData("GET /v1/sessions?cursor=%00%FF", "cursor")]
    [InlineData("GET /v1/sessions?cursor=nonsense", "cursor")]
    [InlineData("GET /v1/sessions?userId=ada&cursor=nonsense", "cursor")]
    [InlineData("GET /v1/sessions?userId=", "userId")]
    [InlineData("GET /v1/sessions?userId=a%00", "userId")]
    [InlineData("GET /v1/sessions?userId=a&userId=b", "userId")]
    [InlineData("GET /v1/agents?limit=101", "limit")]
    [InlineData("GET /v1/agents/echo/versions?cursor=nonsense", "cursor")]
    [InlineData("GET /admin/tenants?limit=x", "limit")]
    [InlineData("GET /admin/tenants/{tenant}/keys?cursor=!", "cursor")]
    [InlineData("GET /v1/sessions/{session}/messages?order=xyz", "order")]
    [InlineData("GET /v1/sessions/{session}/messages?after=-1", "after")]
    [InlineData("GET /v1/sessions/{session}/messages?after=x", "after")]
    [InlineData("GET /v1/sessions/{session}/messages?limit=0", "limit")]
    [InlineData("GET /v1/sessions/{session}/messages?cursor=x", "cursor")]
    [InlineData("GET /v1/sessions/{session}/events?after=x", "after")]
    public async Task a_wrong_query_parameter_is_refused_by_name(string route, string param)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{tenant}", TenantId));
        if (path.Contains("{session}"))
            path = path.Replace("{session}", await NewSession());
        var client = path.StartsWith("/admin", StringComparison.Ordinal) ? Admin : Owner;
        await Error(HttpStatusCode.BadRequest, "invalid_value", param, Send(client, method, path));
    }

    [Theory]
    [InlineData("Last-Event-ID", "x", "GET", "/events")]
    [InlineData("Last-Event-ID", "-1", "GET", "/events")]
    [InlineData("Idempotency-Key", "", "POST", "/messages")]
    [InlineData("Idempotency-Key", "LONG", "POST", "/messages")]
    [InlineData("Idempotency-Key", "a\tb", "POST", "/messages")]
    public async Task a_wrong_header_is_refused_by_name(string header, string value, string method, string route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v1/sessions/{await NewSession()}{route}");
        if (method == "POST")
            request.Content = Text("""{"content":"x"}""");
        request.Headers.TryAddWithoutValidation(header, value == "LONG" ? new string('k', 256) : value);
        await Error(HttpStatusCode.BadRequest, "invalid_value", header, Owner.SendAsync(request, Cancellation));
    }

    [Fact]
    public async Task an_agents_body_is_told_every_error_at_once()
    {
        var body = """{"models":["nowhere/a","builtin/echo","nowhere/b"],"concurrency":"x","maxMessages":0,"options":{"temperature":9},"metadata":{"a":null}}""";
        var error = await Error(HttpStatusCode.BadRequest, "invalid_value", "models[0]", Send(Owner, "PUT", "/v1/agents/a", Text(body)));
        var message = error.GetProperty("message").GetString();
        foreach (var part in new[] { "nowhere/a", "nowhere/b", "'concurrency'", "'maxMessages'", "'options.temperature'", "'metadata.a'" })
            Assert.Contains(part, message);
        await Error(HttpStatusCode.NotFound, "agent_not_found", Owner.GetAsync("/v1/agents/a", Cancellation));
    }

    [Fact]
    public async Task every_field_of_every_body_refuses_a_wrong_type()
    {
        var document = JsonElement.Parse(await Nobody.GetStringAsync("/openapi/v1.json", Cancellation));
        var session = await NewSession();
        var fields = 0;
        foreach (var (method, path, operation) in OpenApiWalk.Operations(document).Where(operation => operation.Body.TryGetProperty("requestBody", out _)))
        {
            var schema = OpenApiWalk.Resolve(document, operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
            {
                if (OpenApiWalk.WrongValue(document, property.Value) is not { } wrong)
                    continue;
                fields++;
                var id = path.Contains("/sessions/") ? session : path.Contains("/tenants/") ? TenantId : AgentId;
                var target = path.Replace("{id}", id).Replace("{keyId}", "key_x").Replace("{version}", "1");
                var client = path.StartsWith("/admin", StringComparison.Ordinal) ? Admin : Owner;
                await Error(HttpStatusCode.BadRequest, "invalid_value", property.Name, Send(client, method, target, Text($$"""{"{{property.Name}}":{{wrong}}}""")));
            }
        }

        Assert.True(fields > 40, $"Only {fields} fields were tried.");
    }

    [Theory]
    [InlineData(102_400, HttpStatusCode.OK)]
    [InlineData(102_401, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(103_424, HttpStatusCode.RequestEntityTooLarge)]
    public async Task a_message_may_have_100_kb(int bytes, HttpStatusCode status)
    {
        var session = await NewSession();
        var text = new string('x', bytes);
        var native = await Json(status, Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text($$"""{"content":"{{text}}"}""")));
        var chat = await Json(status, Send(Owner, "POST", "/v1/chat/completions", Text($$"""{"model":"builtin/echo","messages":[{"role":"user","content":"{{text}}"}]}""")));
        if (status == HttpStatusCode.OK)
            return;
        Assert.Equal("message_too_large", Envelope.Checked(native).GetProperty("code").GetString());
        Assert.Equal("messages[0].content", Envelope.Checked(chat).GetProperty("param").GetString());
        Assert.Equal(0, (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation))).GetProperty("messageCount").GetInt32());
    }

    [Fact]
    public async Task the_size_of_a_message_counts_in_bytes()
    {
        // 40,000 characters of three bytes each.
        var text = new string('€', 40_000);
        await Error(HttpStatusCode.RequestEntityTooLarge, "message_too_large", "content", Send(Owner, "POST", $"/v1/sessions/{await NewSession()}/messages", Text($$"""{"content":"{{text}}"}""")));
    }

    [Theory]
    [InlineData("\\u0000 null \\u0000")]
    [InlineData("\\ud83d\\ude00 pair")]
    [InlineData("line\\nbreak \\t tab \\u0007 bell \\u202e right-to-left")]
    [InlineData("\\uffff noncharacter")]
    [InlineData("</script> & <b> \\\\ \\\" '")]
    public async Task odd_but_valid_text_comes_back_as_it_was_sent(string escaped)
    {
        var session = await NewSession();
        var sent = JsonElement.Parse($"\"{escaped}\"").GetString();
        var turn = await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text($$"""{"content":"{{escaped}}"}""")));
        Assert.Equal($"echo: {sent}", turn.GetProperty("message").GetProperty("content").GetString());
        var history = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages", Cancellation));
        Assert.Equal(sent, history.GetProperty("data")[0].GetProperty("content").GetString());
    }
}
