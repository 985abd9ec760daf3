using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Isolation;

/// <summary>
/// One walk over every route of the OpenAPI document with the ids of objects that are not the caller's. Whoever adds a route adds
/// it to <see cref="WalkStep.All"/>, or the walk fails.
/// </summary>
public sealed class IsolationWalkTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string User = "ada@example.org";
    private const string Private = "a private word";

    [Fact]
    public async Task the_walk_takes_every_route_of_the_document()
    {
        var document = await Json(HttpStatusCode.OK, Nobody.GetAsync("/openapi/v1.json", Cancellation));
        var listed = OpenApiWalk.Operations(document).Where(static operation => !operation.Path.StartsWith("/health", StringComparison.Ordinal))
            .Select(static operation => $"{operation.Method} {operation.Path}");
        var walked = WalkStep.All.Concat(WalkStep.Making).Select(static step => step.Route).Concat(WalkStep.Without).Distinct();
        Assert.Equal(listed.Order(StringComparer.Ordinal), walked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task every_id_that_a_path_names_is_somebody_elses_in_the_walk()
    {
        var document = await Json(HttpStatusCode.OK, Nobody.GetAsync("/openapi/v1.json", Cancellation));
        foreach (var (method, path, _) in OpenApiWalk.Operations(document).Where(static operation => operation.Path.Contains('{')))
        {
            var steps = WalkStep.All.Concat(WalkStep.Making).Where(step => step.Route == $"{method} {path}").ToArray();
            Assert.All(steps, static step => Assert.Contains('{', step.Path));
        }
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("agent")]
    public async Task another_tenant_finds_and_changes_nothing(string role)
    {
        var mine = await Objects();
        var (strangerTenant, ownerKey) = ("w" + TenantId, await NewTenant("w" + TenantId));
        using var owner = Platform.Client(ownerKey);
        using var stranger = Platform.Client(role == "owner" ? ownerKey : await NewKey(strangerTenant, new { role }));
        var before = await State(mine);

        foreach (var step in WalkStep.All)
        {
            await Take(step, mine, stranger, role == "owner");
            Assert.True(before == await State(mine), $"{step} changed something: {before} {await State(mine)}");
        }
    }

    [Fact]
    public async Task the_same_ids_in_another_tenant_are_other_objects()
    {
        var mine = await Objects();
        using var stranger = Platform.Client(await NewTenant("m" + TenantId));
        var before = await State(mine);

        foreach (var step in WalkStep.Making)
        {
            await Take(step, mine, stranger, isOwner: true);
            Assert.True(before == await State(mine), $"{step} changed something: {before} {await State(mine)}");
        }

        // Now that the stranger has a session and an agent of the same names, what is inside of mine is still not there.
        foreach (var step in WalkStep.All.Where(static step => step.Path.Contains("{response}") || step.Path.Contains("{item}") || step.Body?.Contains("{response}") == true || step.Body?.Contains("{item}") == true))
        {
            await Take(step, mine, stranger, isOwner: true);
            Assert.True(before == await State(mine), $"{step} changed something: {before} {await State(mine)}");
        }
    }

    [Theory]
    [InlineData("""{"role":"agent","userId":"bob"}""")]
    [InlineData("""{"role":"agent","agentId":"other"}""")]
    public async Task a_bound_key_of_the_same_tenant_finds_and_changes_nothing_of_others(string key)
    {
        var mine = await Objects();
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync("/v1/agents/other", new { model = "builtin/echo" }, Cancellation));
        using var bound = Platform.Client(await NewKey(TenantId, JsonElement.Parse(key)));
        var before = await State(mine);

        foreach (var step in WalkStep.All.Where(static step => step.Path.Contains("{session}") || step.Path.Contains("{response}") || step.Body?.Contains("{session}") == true || step.Body?.Contains("{response}") == true || step.Body?.Contains("{item}") == true))
        {
            // A key that is bound to an agent may name no other model.
            var own = key.Contains("agentId") && step.Body is not null ? step with { Body = step.Body.Replace("MODEL", "agent/other") } : step;
            await Take(own, mine, bound, isOwner: false);
            Assert.True(before == await State(mine), $"{own} changed something: {before} {await State(mine)}");
        }

        foreach (var path in new[] { "/v1/sessions", "/v1/conversations/none/items", $"/v1/sessions?userId={Uri.EscapeDataString(User)}" })
        {
            using var answer = await bound.GetAsync(path, Cancellation);
            Assert.DoesNotContain(mine.Session, await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }

    private async Task Take(WalkStep step, WalkObjects objects, HttpClient stranger, bool isOwner)
    {
        var body = step.Body is null ? null : objects.Fill(step.Body).Replace("MODEL", "builtin/echo");
        using var request = new HttpRequestMessage(new HttpMethod(step.Route.Split(' ')[0]), objects.Fill(step.Path)) { Content = body is null ? null : Text(body) };
        if (step.SessionHeader is { } session)
            request.Headers.Add("x-session-id", objects.Fill(session));
        using var answer = await stranger.SendAsync(request, HttpCompletionOption.ResponseContentRead, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        var said = $"{step} answered {(int)answer.StatusCode}: {text}";
        var wanted = step.Stranger switch
        {
            Stranger.MayNot => new[] { HttpStatusCode.Forbidden },
            Stranger.GetsItsOwn => [HttpStatusCode.OK, HttpStatusCode.Created],
            _ => [HttpStatusCode.NotFound],
        };
        // Whether there is such an object plays no part in it: the key may not, whatever it names.
        var mayNot = !isOwner && answer.StatusCode == HttpStatusCode.Forbidden && await IsForOwners(step.Route);
        Assert.True(mayNot || wanted.Contains(answer.StatusCode), said);
        Assert.False(text.Contains(Private, StringComparison.Ordinal), said);
        if (step.Stranger == Stranger.GetsItsOwn && WalkStep.All.Contains(step))
        {
            foreach (var mine in new[] { $"\"{objects.Tenant}\"", objects.Key, objects.Session, objects.Agent, objects.Response, objects.Item, objects.User })
                Assert.False(text.Contains(mine, StringComparison.Ordinal), said);
        }
    }

    private async Task<bool> IsForOwners(string route)
    {
        var document = await Json(HttpStatusCode.OK, Nobody.GetAsync("/openapi/v1.json", Cancellation));
        return OpenApiWalk.Operations(document).Single(operation => $"{operation.Method} {operation.Path}" == route)
            .Body.GetProperty("description").GetString()!.Contains("role owner");
    }

    /// <summary>One of everything, with something in it.</summary>
    private async Task<WalkObjects> Objects()
    {
        var agent = $"agent-{Guid.NewGuid():n}";
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync($"/v1/agents/{agent}", new { model = "builtin/echo", instructions = Private }, Cancellation));
        var key = (await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "agent", name = Private }, Cancellation))).GetProperty("id").GetString()!;
        var session = await NewSession(agentId: agent, userId: User);
        await Json(HttpStatusCode.OK, Send(Owner, "PATCH", $"/v1/sessions/{session}", Text($$"""{"title":"{{Private}}"}""")));
        var response = await Json(HttpStatusCode.OK, Send(Owner, "POST", "/v1/responses", Text($$"""{"model":"agent/{{agent}}","input":"{{Private}}","conversation":"{{session}}"}""")));
        var items = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/conversations/{session}/items", Cancellation));
        return new WalkObjects(TenantId, key, session, agent, response.GetProperty("id").GetString()!, items.GetProperty("data")[0].GetProperty("id").GetString()!, User);
    }

    /// <summary>All there is of them, as text.</summary>
    private async Task<string> State(WalkObjects objects)
    {
        string[] paths =
        [
            $"/v1/sessions/{objects.Session}", $"/v1/sessions/{objects.Session}/messages", $"/v1/sessions/{objects.Session}/dead-letters", "/v1/sessions",
            $"/v1/conversations/{objects.Session}", $"/v1/conversations/{objects.Session}/items", $"/v1/responses/{objects.Response}",
            "/v1/agents", $"/v1/agents/{objects.Agent}/versions",
        ];
        var answers = await Task.WhenAll(paths.Select(path => Json(HttpStatusCode.OK, Owner.GetAsync(path, Cancellation))));
        var tenant = await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{objects.Tenant}", Cancellation));
        var keys = await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{objects.Tenant}/keys", Cancellation));
        return string.Join('\n', answers.Append(tenant).Append(keys).Select(static answer => answer.GetRawText()));
    }
}
