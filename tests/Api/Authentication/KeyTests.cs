using System.Net;
using System.Net.Http.Json;
using Platform.Contracts.Keys;
using Platform.Tests.Api.BadInput;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Authentication;

public sealed class KeyTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task no_route_but_health_openapi_and_the_public_keys_answers_without_a_key()
    {
        foreach (var route in ApiRoute.WithKey)
        {
            using var answer = await Send(Nobody, route.Method, route.Path("x"), route.Body is null ? null : Text(route.Body));
            var error = Envelope.Checked(await Json(HttpStatusCode.Unauthorized, answer));
            Assert.Equal("missing_api_key", error.GetProperty("code").GetString());
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    public static TheoryData<string> WrongKeys =>
    [
        "Bearer sk-demo-short", "Bearer x", "bearer sk--", "Bearer sk-demo-!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "Bearer " + new string('k', 5000),
        "Bearer sk-a/b-" + new string('A', 32), "Bearer sk-{a}-" + new string('A', 32), "Bearer sk-nobody-" + new string('A', 32), "Bearer sk-admin-" + new string('A', 32),
    ];

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public async Task a_wrong_key_is_refused_everywhere(string header)
    {
        foreach (var route in ApiRoute.WithKey)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path("x")) { Content = route.Body is null ? null : Text(route.Body) };
            request.Headers.TryAddWithoutValidation("Authorization", header);
            await Error(HttpStatusCode.Unauthorized, "invalid_api_key", Nobody.SendAsync(request, Cancellation));
        }
    }

    [Theory]
    [InlineData("Basic abc")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("sk-demo-x")]
    public async Task another_scheme_counts_as_no_key(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        await Error(HttpStatusCode.Unauthorized, "missing_api_key", Nobody.SendAsync(request, Cancellation));
    }

    [Fact]
    public async Task a_key_opens_only_the_routes_of_its_role()
    {
        using var agent = Platform.Client(await NewKey(TenantId, new { role = "agent" }));
        foreach (var route in ApiRoute.WithKey)
        {
            var body = route.Body is null ? null : Text(route.Body);
            if (route.IsAdmin)
            {
                await Error(HttpStatusCode.Forbidden, "role_not_allowed", Send(Owner, route.Method, route.Path("x"), body));
                await Error(HttpStatusCode.Forbidden, "role_not_allowed", Send(agent, route.Method, route.Path("x"), body));
            }
            else
            {
                await Error(HttpStatusCode.Forbidden, "role_not_allowed", Send(Admin, route.Method, route.Path("x"), body));
                if (route.Template.StartsWith("/v1/agents", StringComparison.Ordinal) || route.Template.StartsWith("/v1/users", StringComparison.Ordinal)
                    || route.Template.StartsWith("/v1/providers", StringComparison.Ordinal) || route.Method is "PATCH" or "DELETE")
                {
                    await Error(HttpStatusCode.Forbidden, "role_not_allowed", Send(agent, route.Method, route.Path("x"), body));
                }
            }
        }
    }

    [Fact]
    public async Task a_revoked_key_stops_working_within_a_second()
    {
        var made = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "owner" }, Cancellation));
        using var client = Platform.Client(made.GetProperty("key").GetString());
        await Json(HttpStatusCode.OK, client.GetAsync("/v1/agents", Cancellation));
        using var revoked = await Admin.DeleteAsync($"/admin/tenants/{TenantId}/keys/{made.GetProperty("id").GetString()}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);

        await Becomes(HttpStatusCode.Unauthorized, () => client.GetAsync("/v1/agents", Cancellation));
        await Error(HttpStatusCode.Unauthorized, "invalid_api_key", client.GetAsync("/v1/agents", Cancellation));
        await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents", Cancellation));
    }

    [Fact]
    public async Task a_suspended_tenant_is_refused_within_a_second_and_served_again_after_it_is_resumed()
    {
        await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/agents", Cancellation));
        await Json(HttpStatusCode.OK, Send(Admin, "POST", $"/admin/tenants/{TenantId}/suspend"));
        await Becomes(HttpStatusCode.Forbidden, () => Owner.GetAsync("/v1/agents", Cancellation));
        await Error(HttpStatusCode.Forbidden, "tenant_suspended", Owner.GetAsync("/v1/agents", Cancellation));
        await Json(HttpStatusCode.OK, Send(Admin, "POST", $"/admin/tenants/{TenantId}/resume"));
        await Becomes(HttpStatusCode.OK, () => Owner.GetAsync("/v1/agents", Cancellation));
    }

    [Fact]
    public async Task a_rotated_key_works_on_for_its_grace_and_not_without_one()
    {
        var first = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "agent", name = "n", userId = "ada" }, Cancellation));
        var path = $"/admin/tenants/{TenantId}/keys/{first.GetProperty("id").GetString()}/rotate";
        var second = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync(path, new { graceSeconds = 600 }, Cancellation));
        Assert.Equal("ada", second.GetProperty("userId").GetString());
        using var old = Platform.Client(first.GetProperty("key").GetString());
        using var fresh = Platform.Client(second.GetProperty("key").GetString());
        await Json(HttpStatusCode.OK, old.GetAsync("/v1/sessions", Cancellation));
        await Json(HttpStatusCode.OK, fresh.GetAsync("/v1/sessions", Cancellation));

        path = $"/admin/tenants/{TenantId}/keys/{second.GetProperty("id").GetString()}/rotate";
        var third = await Json(HttpStatusCode.Created, Send(Admin, "POST", path));
        await Becomes(HttpStatusCode.Unauthorized, () => fresh.GetAsync("/v1/sessions", Cancellation));
        using var last = Platform.Client(third.GetProperty("key").GetString());
        await Json(HttpStatusCode.OK, last.GetAsync("/v1/sessions", Cancellation));
    }

    [Fact]
    public async Task a_key_of_one_user_sees_only_that_users_sessions()
    {
        using var ada = Platform.Client(await NewKey(TenantId, new { role = "agent", userId = "ada" }));
        var bobs = await NewSession(userId: "bob");
        var nobodys = await NewSession();
        var own = await NewSession(ada);
        Assert.Equal("ada", (await Json(HttpStatusCode.OK, ada.GetAsync($"/v1/sessions/{own}", Cancellation))).GetProperty("userId").GetString());
        Assert.Equal([own], await SessionIds(ada, "/v1/sessions"));
        Assert.Equal([own], await SessionIds(ada, "/v1/sessions?userId=ada"));
        await Error(HttpStatusCode.NotFound, "user_not_found", ada.GetAsync("/v1/sessions?userId=bob", Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", "userId", ada.PostAsJsonAsync("/v1/sessions", new { userId = "bob" }, Cancellation));
        foreach (var foreign in new[] { bobs, nobodys })
        {
            foreach (var route in ApiRoute.WithId.Where(static route => route.Template.StartsWith("/v1/sessions", StringComparison.Ordinal) && route.Method is not ("PATCH" or "DELETE")))
                await Error(HttpStatusCode.NotFound, "session_not_found", Send(ada, route.Method, route.Path(foreign), route.Body is null ? null : Text(route.Body)));
            await Error(HttpStatusCode.NotFound, "session_not_found", Chat(ada, "agent/echo", foreign));
        }

        await Json(HttpStatusCode.OK, Send(ada, "POST", $"/v1/sessions/{own}/messages", Text("""{"content":"hello"}""")));
        await Json(HttpStatusCode.OK, Chat(ada, "agent/echo", "adas-new-one"));
        Assert.Equal("ada", (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions/adas-new-one", Cancellation))).GetProperty("userId").GetString());
    }

    [Fact]
    public async Task a_key_of_one_agent_chats_only_with_that_agent()
    {
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync("/v1/agents/other", new { model = "builtin/echo" }, Cancellation));
        var others = await NewSession(agentId: "other");
        using var bound = Platform.Client(await NewKey(TenantId, new { role = "agent", agentId = AgentId }));
        var own = await NewSession(bound, agentId: null);
        Assert.Equal([own], await SessionIds(bound, "/v1/sessions"));
        await Error(HttpStatusCode.NotFound, "session_not_found", bound.GetAsync($"/v1/sessions/{others}", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", Send(bound, "POST", $"/v1/sessions/{others}/messages", Text("""{"content":"hello"}""")));
        await Error(HttpStatusCode.NotFound, "session_not_found", Chat(bound, "agent/echo", others));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", "agentId", Send(bound, "POST", "/v1/sessions", Text("""{"agentId":"other"}""")));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", "agentId", Send(bound, "POST", $"/v1/sessions/{own}/messages", Text("""{"content":"hello","agentId":"other"}""")));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", "model", Send(bound, "POST", $"/v1/sessions/{own}/messages", Text("""{"content":"hello","model":"builtin/echo"}""")));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", "model", Chat(bound, "builtin/echo", null));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", "model", Chat(bound, "agent/other", null));
        await Json(HttpStatusCode.OK, Chat(bound, "agent/echo", null));
        await Json(HttpStatusCode.OK, Send(bound, "POST", $"/v1/sessions/{own}/messages", Text("""{"content":"hello"}""")));
        var models = await Json(HttpStatusCode.OK, bound.GetAsync("/v1/models", Cancellation));
        Assert.Equal("agent/echo", Assert.Single(models.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
        await Error(HttpStatusCode.NotFound, "model_not_found", bound.GetAsync("/v1/models/builtin/echo", Cancellation));
    }

    [Fact]
    public async Task the_secret_is_shown_once_and_never_again()
    {
        var made = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "owner", name = "deploy" }, Cancellation));
        var secret = made.GetProperty("key").GetString()!;
        Assert.Equal(TenantId, ApiKey.TenantOf(secret));
        Assert.Equal(secret[^4..], made.GetProperty("hint").GetString());
        using var list = await Admin.GetAsync($"/admin/tenants/{TenantId}/keys", Cancellation);
        var text = await list.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains(made.GetProperty("id").GetString()!, text);
        Assert.DoesNotContain("\"key\"", text);
        Assert.DoesNotContain(secret, text);
    }

    private async Task<string[]> SessionIds(HttpClient client, string path) =>
        [.. (await Json(HttpStatusCode.OK, client.GetAsync(path, Cancellation))).GetProperty("data").EnumerateArray().Select(static session => session.GetProperty("id").GetString()!)];

    private Task<HttpResponseMessage> Chat(HttpClient client, string model, string? session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = Text($$"""{"model":"{{model}}","messages":[{"role":"user","content":"hello"}]}"""),
        };
        if (session is not null)
            request.Headers.Add("x-session-id", session);
        return client.SendAsync(request, Cancellation);
    }

    /// <summary>Asks until the status is there; what the platform promises is a second, and a busy machine may need longer.</summary>
    private static Task Becomes(HttpStatusCode status, Func<Task<HttpResponseMessage>> ask) => Eventually.See(
        async () =>
        {
            using var answer = await ask();
            return answer.StatusCode;
        },
        seen => seen == status,
        Cancellation);
}
