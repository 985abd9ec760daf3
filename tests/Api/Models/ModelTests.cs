using System.Net;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Models;

public sealed class ModelTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task the_list_has_the_catalogue_and_the_tenants_agents()
    {
        var list = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/models", Cancellation));
        Assert.Equal("list", list.GetProperty("object").GetString());
        var models = list.GetProperty("data").EnumerateArray().ToDictionary(static model => model.GetProperty("id").GetString()!);
        foreach (var id in new[] { "builtin/echo", "agent/echo" })
        {
            Assert.Equal("model", models[id].GetProperty("object").GetString());
            Assert.True(models[id].GetProperty("created").TryGetInt64(out _));
            Assert.NotEqual("", models[id].GetProperty("owned_by").GetString());
        }
    }

    [Theory]
    [InlineData("builtin/echo", "builtin/echo")]
    [InlineData("builtin%2Fecho", "builtin/echo")]
    [InlineData("builtin%2fecho", "builtin/echo")]
    [InlineData("builtin%2Fecho%3Ftokens%3D5", "builtin/echo?tokens=5")]
    [InlineData("builtin/echo%3Ftokens=5&tokenMs=1", "builtin/echo?tokens=5&tokenMs=1")]
    [InlineData("agent/echo", "agent/echo")]
    [InlineData("agent%2Fecho", "agent/echo")]
    public async Task a_model_is_found_by_the_name_that_a_request_would_use(string path, string id) =>
        Assert.Equal(id, (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/models/" + path, Cancellation))).GetProperty("id").GetString());

    [Theory]
    [InlineData("nothing")]
    [InlineData("nowhere/nothing")]
    [InlineData("agent/unknown")]
    [InlineData("agent/a%7Bb")]
    [InlineData("agent/")]
    [InlineData("%20")]
    [InlineData("builtin%252Fecho")]
    public async Task an_unknown_model_is_not_found(string path) =>
        await Error(HttpStatusCode.NotFound, "model_not_found", "model", Owner.GetAsync("/v1/models/" + path, Cancellation));

    [Theory]
    [InlineData("/v1/models/")]
    [InlineData("/v1/models?limit=1")]
    public async Task the_list_is_found_with_whatever_clients_add(string path) =>
        Assert.Equal("list", (await Json(HttpStatusCode.OK, Owner.GetAsync(path, Cancellation))).GetProperty("object").GetString());

    [Fact]
    public async Task a_key_that_is_bound_to_an_agent_sees_that_agent_only()
    {
        using var bound = Platform.Client(await NewKey(TenantId, new { role = "agent", agentId = AgentId }));
        var list = await Json(HttpStatusCode.OK, bound.GetAsync("/v1/models", Cancellation));
        Assert.Equal("agent/echo", Assert.Single(list.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
        await Json(HttpStatusCode.OK, bound.GetAsync("/v1/models/agent%2Fecho", Cancellation));
        await Error(HttpStatusCode.NotFound, "model_not_found", "model", bound.GetAsync("/v1/models/builtin%2Fecho", Cancellation));
    }

    [Fact]
    public async Task a_wrong_knob_is_refused() =>
        await Error(HttpStatusCode.BadRequest, "invalid_value", "model", Owner.GetAsync("/v1/models/builtin%2Fecho%3Fbogus%3D1", Cancellation));

    [Theory]
    [InlineData("nowhere/nothing")]
    [InlineData("agent/unknown")]
    [InlineData("agent/../x")]
    [InlineData("agent/")]
    [InlineData("openai")]
    [InlineData("gpt-4o")]
    public async Task a_turn_with_an_unknown_model_is_told_so(string model)
    {
        var body = $$"""{"model":"{{model}}","messages":[{"role":"user","content":"x"}]}""";
        foreach (var stream in new[] { "false", "true" })
        {
            using var answer = await Send(Owner, "POST", "/v1/chat/completions", Text(body.Replace("\"messages\"", $"\"stream\":{stream},\"messages\"")));
            var error = Envelope.Checked(await Json(HttpStatusCode.NotFound, answer));
            Assert.Equal(("model_not_found", "model"), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        }
    }
}
