using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Agents;

public sealed class AgentTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Full = """
        {"name":"Weather","instructions":"Be brief.","models":["builtin/echo","builtin/echo?history=1"],"concurrency":"reject","maxMessages":40,"ttlHours":5,
         "options":{"temperature":0.5,"topP":0.9,"maxOutputTokens":100,"stop":["END"],"seed":7,
                    "tools":[{"name":"get_weather","description":"d","parameters":{"type":"object","properties":{"city":{"type":"string"}}},"strict":true}],
                    "toolChoice":"auto","parallelToolCalls":false,"responseFormat":{"type":"text"}},
         "metadata":{"team":"a"}}
        """;

    [Fact]
    public async Task an_agent_comes_back_as_it_was_put()
    {
        await Json(HttpStatusCode.OK, Send(Owner, "PUT", "/v1/agents/weather", Text(Full)));
        var agent = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents/weather", Cancellation));
        var sent = JsonElement.Parse(Full);
        foreach (var field in sent.EnumerateObject())
            Assert.True(JsonElement.DeepEquals(field.Value, agent.GetProperty(field.Name)), $"{field.Name}: {agent.GetProperty(field.Name)}");
        Assert.Equal((1, true), (agent.GetProperty("version").GetInt32(), agent.GetProperty("active").GetBoolean()));
    }

    [Fact]
    public async Task a_change_makes_a_version_and_an_older_one_can_be_activated_again()
    {
        await Put("v", new { model = "builtin/echo", name = "one" });
        Assert.Equal(1, (await Put("v", new { model = "builtin/echo", name = "one" })).GetProperty("version").GetInt32());
        Assert.Equal(2, (await Put("v", new { model = "builtin/echo", name = "two" })).GetProperty("version").GetInt32());
        var activated = await Json(HttpStatusCode.OK, Send(Owner, "POST", "/v1/agents/v/versions/1/activate"));
        Assert.Equal(("one", true), (activated.GetProperty("name").GetString(), activated.GetProperty("active").GetBoolean()));
        Assert.Equal("one", (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents/v", Cancellation))).GetProperty("name").GetString());
        var versions = (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents/v/versions", Cancellation))).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal([(2, false), (1, true)], versions.Select(static version => (version.GetProperty("version").GetInt32(), version.GetProperty("active").GetBoolean())));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999")]
    public async Task a_version_that_is_not_there_is_not_found(string version) =>
        await Error(HttpStatusCode.NotFound, "agent_not_found", Send(Owner, "POST", $"/v1/agents/{AgentId}/versions/{version}/activate"));

    [Fact]
    public async Task agents_are_listed_by_id_in_pages_and_gone_after_they_are_erased()
    {
        foreach (var id in new[] { "c", "a", "b" })
            await Put(id, new { model = "builtin/echo" });
        var first = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents?limit=3", Cancellation));
        Assert.Equal(["a", "b", "c"], Ids(first));
        var second = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents?limit=3&cursor=" + Uri.EscapeDataString(first.GetProperty("nextCursor").GetString()!), Cancellation));
        Assert.Equal([AgentId], Ids(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);

        using (var deleted = await Owner.DeleteAsync("/v1/agents/b", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Error(HttpStatusCode.NotFound, "agent_not_found", Owner.DeleteAsync("/v1/agents/b", Cancellation));
        Assert.Equal(["a", "c", AgentId], Ids(await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents", Cancellation))));
    }

    [Fact]
    public async Task a_session_of_an_unknown_agent_gets_no_answer()
    {
        using var created = await Send(Owner, "POST", "/v1/sessions", Text("""{"id":"orphan","agentId":"unknown"}"""));
        if (created.StatusCode != HttpStatusCode.Created)
        {
            Assert.Equal("agent_not_found", Envelope.Checked(await Json(HttpStatusCode.NotFound, created)).GetProperty("code").GetString());
            return;
        }

        await Error(HttpStatusCode.NotFound, "agent_not_found", Send(Owner, "POST", "/v1/sessions/orphan/messages", Text("""{"content":"x"}""")));
    }

    private Task<JsonElement> Put(string id, object body) => Json(HttpStatusCode.OK, Owner.PutAsJsonAsync($"/v1/agents/{id}", body, Cancellation));

    private static IEnumerable<string?> Ids(JsonElement list) => list.GetProperty("data").EnumerateArray().Select(static agent => agent.GetProperty("id").GetString());
}
