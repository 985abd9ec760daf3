using System.Net;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.BadInput;

/// <summary>Every route that names an object, with names that no object can have, and with other tenants' objects.</summary>
public sealed class BadIdTests(PlatformFixture platform) : ApiTest(platform)
{
    public static TheoryData<string> BadIds =>
    [
        "unknown", "a%2Fb", "%2F", "a%7Bb%7D", "%7B%7D", "a:b", ":", "%01", "a%0Ab", "a%7Fb", "%20", "a%20b", "-", ".hidden", "~", "%25", "%252F",
        "%C3%A4", "%F0%9F%98%80", "%FF%FE", "*", "a*", "a,b", "a%5Cb", "a'b", "%22", "a%3Fb", "a%23b", "$x", "a@b", "%ED%A0%80", "..%2F..%2Fadmin",
        "platform:tenant", "%7Btenant%7D", "LONG",
    ];

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task no_route_finds(string id)
    {
        id = id == "LONG" ? new string('a', 2_000) : id;
        // A new agent may be called anything that is a name.
        foreach (var route in ApiRoute.WithId.Where(route => route.Method != "PUT" || id is not ("unknown")))
        {
            var body = route.Body is null ? null : Text(route.Body);
            var client = route.IsAdmin ? Admin : Owner;
            using var answer = await Send(client, route.Method, route.Path(id), body);
            var error = Envelope.Checked(await Json(HttpStatusCode.NotFound, answer));
            Assert.EndsWith("_not_found", error.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task a_null_character_in_the_path_is_refused_before_any_route()
    {
        foreach (var route in ApiRoute.WithId)
        {
            using var answer = await Send(route.IsAdmin ? Admin : Owner, route.Method, route.Path("a%00b"), route.Body is null ? null : Text(route.Body));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task another_tenants_objects_are_not_found_by_any_route_of_the_document()
    {
        var session = await NewSession();
        var foreignKey = await NewTenant("foreign-" + TenantId);
        using var foreign = Platform.Client(foreignKey);
        foreach (var route in ApiRoute.WithId.Where(route => !route.IsAdmin && route.Method != "PUT"))
        {
            var id = route.Template.StartsWith("/v1/agents", StringComparison.Ordinal) ? AgentId
                : route.Template.StartsWith("/v1/models", StringComparison.Ordinal) ? "agent/" + AgentId
                : session;
            using var answer = await Send(foreign, route.Method, route.Path(id), route.Body is null ? null : Text(route.Body));
            var error = Envelope.Checked(await Json(HttpStatusCode.NotFound, answer));
            Assert.EndsWith("_not_found", error.GetProperty("code").GetString());
        }

        await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation));
        await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/agents/{AgentId}", Cancellation));
    }

    [Fact]
    public async Task lists_show_nothing_of_another_tenant()
    {
        await NewSession(userId: "ada");
        using var foreign = Platform.Client(await NewTenant("lists-" + TenantId));
        foreach (var path in new[] { "/v1/sessions", "/v1/sessions?userId=ada", "/v1/agents" })
            Assert.Empty((await Json(HttpStatusCode.OK, foreign.GetAsync(path, Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task another_tenants_session_and_agent_cannot_be_reached_through_a_body_or_header_either()
    {
        var session = await NewSession();
        using var foreign = Platform.Client(await NewTenant("bodies-" + TenantId));
        var content = """{"content":"hello","agentId":"echo"}""";
        await Error(HttpStatusCode.NotFound, "session_not_found", Send(foreign, "POST", $"/v1/sessions/{session}/messages", Text(content)));
        var completion = """{"model":"agent/echo","messages":[{"role":"user","content":"hello"}]}""";
        await Error(HttpStatusCode.NotFound, "model_not_found", "model", Send(foreign, "POST", "/v1/chat/completions", Text(completion)));

        // The same session id in another tenant is another session.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = Text("""{"model":"builtin/echo?history=1","messages":[{"role":"user","content":"hello"}]}"""),
            Headers = { { "x-session-id", session } },
        };
        await Json(HttpStatusCode.OK, foreign.SendAsync(request, Cancellation));
        Assert.Empty((await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages", Cancellation))).GetProperty("data").EnumerateArray());
    }
}
