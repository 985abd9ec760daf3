using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>What a caller must not see or touch.</summary>
public sealed class ResponseIsolationTests(PlatformFixture platform) : ResponseTest(platform)
{
    [Fact]
    public async Task another_tenants_responses_and_conversations_are_not_found()
    {
        var mine = await Respond("\"input\":\"x\"");
        var session = await NewSession();
        using var foreign = Platform.Client(await NewTenant("foreign-" + TenantId));
        await AllNotFound(foreign, Id(mine));
        await Error(HttpStatusCode.NotFound, "conversation_not_found", "conversation", Ask($$"""{"model":"builtin/echo","input":"x","conversation":"{{session}}"}""", foreign));
        await Error(HttpStatusCode.NotFound, "conversation_not_found", "conversation", Ask($$"""{"model":"builtin/echo","input":"x","store":false,"conversation":"{{session}}"}""", foreign));
        await Error(HttpStatusCode.NotFound, "model_not_found", "model", Ask("""{"model":"agent/echo","input":"x"}""", foreign));
        Assert.Equal("completed", Status(await Read(mine)));
    }

    [Fact]
    public async Task a_key_that_is_bound_to_a_user_sees_that_users_responses_alone()
    {
        using var ann = Platform.Client(await NewKey(TenantId, new { role = "agent", userId = "ann" }));
        using var bob = Platform.Client(await NewKey(TenantId, new { role = "agent", userId = "bob" }));
        var hers = await Respond("\"input\":\"x\",\"user\":\"ignored-for-bound-keys\"", ann);
        Assert.Equal("completed", Status(await Read(hers, ann)));
        Assert.Equal("completed", Status(await Read(hers)));
        Assert.StartsWith("echo", Said(await Respond($"\"input\":\"y\",\"previous_response_id\":\"{Id(hers)}\"", ann)));
        await AllNotFound(bob, Id(hers), delete: HttpStatusCode.Forbidden);
        var session = await NewSession(userId: "ann");
        await Error(HttpStatusCode.NotFound, "conversation_not_found", "conversation", Ask($$"""{"model":"builtin/echo","input":"x","conversation":"{{session}}"}""", bob));
        Assert.StartsWith("echo", Said(await Respond($"\"input\":\"x\",\"conversation\":\"{session}\"", ann)));
    }

    [Fact]
    public async Task a_key_that_is_bound_to_an_agent_uses_that_agent_alone()
    {
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync("/v1/agents/other", new { model = "builtin/echo" }, Cancellation));
        using var bound = Platform.Client(await NewKey(TenantId, new { role = "agent", agentId = AgentId }));
        var own = await Respond("\"model\":\"agent/echo\",\"input\":\"x\"", bound);
        var others = await Respond("\"model\":\"agent/other\",\"input\":\"x\"");
        Assert.Equal("completed", Status(await Read(own, bound)));
        foreach (var model in new[] { "builtin/echo", "agent/other" })
            await Error(HttpStatusCode.Forbidden, "role_not_allowed", "model", Ask($$"""{"model":"{{model}}","input":"x"}""", bound));
        await AllNotFound(bound, Id(others), "agent/echo", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task a_turn_that_was_no_response_is_none()
    {
        var session = await NewSession();
        var turn = await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = "one" }, Cancellation));
        var response = await Respond($"\"input\":\"two\",\"conversation\":\"{session}\"");
        var pretended = string.Concat("resp_", Id(turn).AsSpan(5), Id(response).AsSpan(31));
        Assert.Equal("completed", Status(await Read(response)));
        await Error(HttpStatusCode.NotFound, "response_not_found", Owner.GetAsync($"{Path}/{pretended}", Cancellation));
        await Error(HttpStatusCode.NotFound, "response_not_found", Owner.DeleteAsync($"{Path}/{pretended}", Cancellation));
    }

    [Theory]
    [InlineData("resp_x")]
    [InlineData("resp_01J00000000000000000000000")]
    [InlineData("resp_01J00000000000000000000000_r01J00000000000000000000000")]
    [InlineData("resp_01J00000000000000000000000_xY2hhdC0x")]
    [InlineData("resp_01J00000000000000000000000_x....")]
    [InlineData("msg_01J00000000000000000000000_xY2hhdC0x")]
    [InlineData("rs_01J00000000000000000000000")]
    [InlineData("%00x")]
    public async Task an_id_that_was_not_made_here_is_not_found(string id)
    {
        if (id.Contains('%'))
            id = "%F0%9F%98%80";
        await Error(HttpStatusCode.NotFound, "response_not_found", Owner.GetAsync($"{Path}/{id}", Cancellation));
        await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Ask($$"""{"model":"builtin/echo","input":"x","previous_response_id":"{{id}}"}"""));
        await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Ask($$"""{"model":"builtin/echo","input":"x","store":false,"previous_response_id":"{{id}}"}"""));
    }

    private async Task AllNotFound(HttpClient client, string id, string model = "builtin/echo", HttpStatusCode delete = HttpStatusCode.NotFound)
    {
        foreach (var (method, suffix) in new[] { ("GET", ""), ("GET", "?stream=true"), ("GET", "/input_items"), ("POST", "/cancel") })
            await Error(HttpStatusCode.NotFound, "response_not_found", Send(client, method, $"{Path}/{id}{suffix}"));
        await Error(delete, delete == HttpStatusCode.NotFound ? "response_not_found" : "role_not_allowed", Send(client, "DELETE", $"{Path}/{id}"));
        foreach (var store in new[] { "true", "false" })
        {
            await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Ask($$"""{"model":"{{model}}","input":"x","store":{{store}},"previous_response_id":"{{id}}"}""", client));
            var item = "msg_" + id[5..31] + "_1" + id[31..];
            await Error(HttpStatusCode.NotFound, "item_not_found", "input[0].id", Ask($$"""{"model":"{{model}}","store":{{store}},"input":[{"type":"item_reference","id":"{{item}}"}]}""", client));
        }
    }
}
