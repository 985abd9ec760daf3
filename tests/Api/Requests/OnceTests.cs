using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Requests;

/// <summary>Every POST that changes something, sent more than once.</summary>
public sealed class OnceTests(PlatformFixture platform) : RequestTest(platform)
{
    /// <summary>Turns keep their key in the session's log; they have tests of their own.</summary>
    private static readonly string[] Turns = ["/v1/sessions/{id}/messages", "/v1/chat/completions", "/v1/responses"];

    public static TheoryData<string> Routes =>
    [
        "/admin/tenants", "/admin/tenants/{id}/suspend", "/admin/tenants/{id}/resume", "/admin/tenants/{id}/keys",
        "/admin/tenants/{id}/keys/{keyId}/rotate", "/v1/agents/{id}/versions/{version}/activate", "/v1/sessions", "/v1/sessions/{id}/cancel",
        "/v1/responses/{id}/cancel", "/v1/responses/compact", "/v1/conversations", "/v1/conversations/{id}", "/v1/conversations/{id}/items",
    ];

    [Fact]
    public async Task every_post_of_the_document_takes_the_header_and_is_tried_here()
    {
        var document = await Json(HttpStatusCode.OK, Nobody.GetAsync("/openapi/v1.json", Cancellation));
        var posts = OpenApiWalk.Operations(document).Where(static operation => operation.Method == "POST").ToArray();
        foreach (var (_, path, operation) in posts)
        {
            Assert.True(
                operation.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray().Any(static parameter =>
                    parameter.GetProperty("name").GetString() == Header && parameter.GetProperty("in").GetString() == "header"),
                $"POST {path} does not take the header {Header}: take a ChangingRequest in its handler and make the change within Once.");
        }

        Assert.Equal(Routes.Select(static row => row.Data).Concat(Turns).Order(), posts.Select(static operation => operation.Path).Order());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task the_same_request_again_gets_the_first_answer_and_changes_nothing(string route)
    {
        var (changing, key) = (await Prepare(route), NewKey());
        var first = await Whole(Post(changing.Client, changing.Path, changing.Body, key));
        Assert.False(first.IsReplayed);
        await changing.Undo();
        var state = await changing.State();

        foreach (var _ in new[] { 1, 2 })
            Assert.Equal((first.Text, true), await Whole(Post(changing.Client, changing.Path, changing.Body, key)));

        Assert.Equal(state, await changing.State());
        await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", Post(changing.Client, changing.Path, changing.OtherBody, key));
        await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", Post(changing.Client, changing.Path.Replace("v1", "V1").Replace("admin", "Admin"), changing.Body, key));
        Assert.Equal(state, await changing.State());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task the_same_request_many_times_at_the_same_moment_takes_effect_once(string route)
    {
        var (changing, key) = (await Prepare(route), NewKey());
        var together = new Barrier(8);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            together.SignalAndWait(Cancellation);
            return Whole(Post(changing.Client, changing.Path, changing.Body, key));
        })));

        Assert.Single(answers.Select(static answer => answer.Text).Distinct());
        Assert.Single(answers, static answer => !answer.IsReplayed);
        if (route == "/v1/sessions/{id}/cancel")
            Assert.True(BodyOf(answers[0].Text).GetProperty("cancelled").GetBoolean());
        var state = await changing.State();
        await Whole(Post(changing.Client, changing.Path, changing.Body, key));
        Assert.Equal(state, await changing.State());
        // What is listed here is what the tenant began with, and one more.
        if (state.Split(' ') is { Length: > 1 } ids)
            Assert.Equal(route.EndsWith("keys", StringComparison.Ordinal) ? 2 : 3, ids.Length);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task a_request_whose_replica_died_before_it_answered_takes_no_second_effect(string route)
    {
        var (changing, key) = (await Prepare(route), NewKey());
        var first = await Whole(Post(changing.Client, changing.Path, changing.Body, key));
        await LoseAnswer(key);
        await changing.Undo();
        var state = await changing.State();

        var second = await Whole(Post(changing.Client, changing.Path, changing.Body, key));

        Assert.Equal(state, await changing.State());
        Assert.False(second.IsReplayed);
        Assert.Equal(first.Text[..first.Text.IndexOf('{', StringComparison.Ordinal)], second.Text[..second.Text.IndexOf('{', StringComparison.Ordinal)]);
        foreach (var same in new[] { "id", "key", "turnId", "cancelled", "createdAt" })
            Assert.Equal(Value(first.Text, same), Value(second.Text, same));
        Assert.Equal((second.Text, true), await Whole(Post(changing.Client, changing.Path, changing.Body, key)));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task a_key_that_cannot_be_used_is_refused_by_name(string route)
    {
        var changing = await Prepare(route);
        var state = await changing.State();
        foreach (var key in new[] { "", new string('k', 256), "a\tb" })
            await Error(HttpStatusCode.BadRequest, "invalid_value", Header, Post(changing.Client, changing.Path, changing.Body, key));
        var answer = await SentTwice(changing);
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains($"\"param\":\"{Header}\"", answer);
        Assert.Equal(state, await changing.State());
        Assert.False((await Whole(Post(changing.Client, changing.Path, changing.Body, NewKey() + new string('~', 255 - NewKey().Length)))).IsReplayed);
    }

    [Fact]
    public async Task a_key_is_its_callers_own()
    {
        var key = NewKey();
        using var other = Platform.Client(await NewKey(TenantId, new { role = "owner" }));
        using var foreign = Platform.Client(await NewTenant("foreign-" + TenantId));
        List<string?> created = [];
        foreach (var (client, body) in new[] { (Owner, """{"title":"a"}"""), (other, """{"title":"b"}"""), (foreign, """{"title":"c"}""") })
        {
            var answer = await Whole(Post(client, "/v1/sessions", body, key));
            Assert.False(answer.IsReplayed);
            created.Add(Value(answer.Text, "id"));
        }

        Assert.Equal(3, created.Distinct().Count());
    }

    [Fact]
    public async Task a_key_belongs_to_one_route()
    {
        var (key, session) = (NewKey(), await NewSession());
        await Whole(Post(Owner, "/v1/sessions", "{}", key));
        await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", Post(Owner, $"/v1/sessions/{session}/cancel", "{}", key));
        await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", Post(Owner, "/v1/sessions", null, key));
    }

    [Fact]
    public async Task a_request_that_is_wrong_in_itself_claims_nothing()
    {
        var key = NewKey();
        await Error(HttpStatusCode.BadRequest, "invalid_value", "ttlHours", Post(Owner, "/v1/sessions", """{"ttlHours":0}""", key));
        await Error(HttpStatusCode.BadRequest, "invalid_json", Post(Owner, "/v1/sessions", "{", key));
        await Error(HttpStatusCode.NotFound, "session_not_found", Post(Owner, "/v1/sessions/unknown/cancel", "{}", key));
        Assert.False((await Whole(Post(Owner, "/v1/sessions", """{"ttlHours":1}""", key))).IsReplayed);

        key = NewKey();
        await Error(HttpStatusCode.BadRequest, "invalid_value", "expiresAt", Post(Admin, $"/admin/tenants/{TenantId}/keys", """{"role":"agent","expiresAt":"2001-01-01T00:00:00Z"}""", key));
        await Whole(Post(Admin, $"/admin/tenants/{TenantId}/keys", """{"role":"agent"}""", key));
    }

    [Fact]
    public async Task a_request_that_was_refused_can_be_sent_again_and_keeps_its_key()
    {
        var key = NewKey();
        const string Body = """{"agentId":"later"}""";
        await Error(HttpStatusCode.NotFound, "agent_not_found", Post(Owner, "/v1/sessions", Body, key));
        await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", Post(Owner, "/v1/sessions", """{"agentId":"other"}""", key));
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync("/v1/agents/later", new { model = "builtin/echo" }, Cancellation));

        var first = await Whole(Post(Owner, "/v1/sessions", Body, key));

        Assert.False(first.IsReplayed);
        Assert.Equal((first.Text, true), await Whole(Post(Owner, "/v1/sessions", Body, key)));
    }

    [Fact]
    public async Task a_session_with_a_chosen_id_is_not_in_its_own_way_but_in_others()
    {
        var (key, id) = (NewKey(), "chosen-" + TenantId);
        var body = $$"""{"id":"{{id}}"}""";
        var first = await Whole(Post(Owner, "/v1/sessions", body, key));
        await LoseAnswer(key);

        Assert.Equal(Value(first.Text, "createdAt"), Value((await Whole(Post(Owner, "/v1/sessions", body, key))).Text, "createdAt"));
        await Error(HttpStatusCode.Conflict, "already_exists", Post(Owner, "/v1/sessions", body, NewKey()));
        await Error(HttpStatusCode.Conflict, "already_exists", Send(Owner, "POST", "/v1/sessions", Text(body)));
    }

    [Fact]
    public async Task an_erased_tenants_requests_are_erased_and_its_creation_does_not_come_back()
    {
        var (id, key) = ("gone-" + TenantId, NewKey());
        await Whole(Post(Admin, "/admin/tenants", $$"""{"id":"{{id}}","name":"Gone"}""", key));
        using (var owner = Platform.Client(await NewKey(id, new { role = "owner" })))
            await Whole(Post(owner, "/v1/sessions", """{"id":"kept-in-a-record"}""", NewKey()));

        await Json(HttpStatusCode.OK, Admin.DeleteAsync($"/admin/tenants/{id}", Cancellation));

        // The record of what the operator did outlives the tenant.
        var log = StoreKey.AuditLog(GrainKey.ForAuditLog(id, AuditLogKind.Operator));
        Assert.Equal([log], await Database.StoredKeysLike($"*{id}*"));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Post(Admin, "/admin/tenants", $$"""{"id":"{{id}}","name":"Gone"}""", key));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.GetAsync($"/admin/tenants/{id}", Cancellation));
        await Whole(Post(Admin, "/admin/tenants", $$"""{"id":"{{id}}"}""", NewKey()));
    }

    private async Task<ChangingRoute> Prepare(string route)
    {
        var other = "other-" + TenantId;
        switch (route)
        {
            case "/admin/tenants":
                return new(Admin, route, $$"""{"id":"{{other}}"}""", $$"""{"id":"{{other}}","name":"n"}""", () => Text(Admin, $"/admin/tenants/{other}"),
                    () => Json(HttpStatusCode.OK, Admin.PatchAsJsonAsync($"/admin/tenants/{other}", new { name = "changed" }, Cancellation)));
            case "/admin/tenants/{id}/suspend":
                return Status("suspend", "resume");
            case "/admin/tenants/{id}/resume":
                return Status("resume", "suspend");
            case "/admin/tenants/{id}/keys":
                return Keys("", """{"role":"agent"}""");
            case "/admin/tenants/{id}/keys/{keyId}/rotate":
                var made = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "agent" }, Cancellation));
                return Keys($"/{made.GetProperty("id").GetString()}/rotate", """{"graceSeconds":60}""");
            case "/v1/agents/{id}/versions/{version}/activate":
                await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync($"/v1/agents/{AgentId}", new { model = "builtin/echo", name = "second" }, Cancellation));
                return new(Owner, $"/v1/agents/{AgentId}/versions/1/activate", null, "{}", () => Text(Owner, $"/v1/agents/{AgentId}"),
                    () => Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/agents/{AgentId}/versions/2/activate")));
            case "/v1/sessions":
                await NewSession();
                await NewSession();
                return new(Owner, route, null, """{"title":"t"}""", async () => string.Join(' ', await Ids(Owner, "/v1/sessions")),
                    () => Task.CompletedTask);
            case "/v1/responses/compact":
                return new(Owner, route, """{"model":"builtin/echo","input":"x"}""", """{"model":"builtin/echo","input":"y"}""", () => Task.FromResult(""), () => Task.CompletedTask);
            case "/v1/responses/{id}/cancel":
                var asked = await Json(HttpStatusCode.OK, Owner.PostAsync("/v1/responses", Text("""{"model":"builtin/echo?tokens=1000&tokenMs=50","background":true,"input":"x"}"""), Cancellation));
                var response = $"/v1/responses/{asked.GetProperty("id").GetString()}";
                return new(Owner, response + "/cancel", null, "{}",
                    async () => (await Json(HttpStatusCode.OK, Owner.GetAsync(response, Cancellation))).GetProperty("status").GetString()!, () => Task.CompletedTask);
            case "/v1/conversations":
                await NewSession();
                await NewSession();
                return new(Owner, route, """{"items":[{"role":"user","content":"x"}]}""", "{}", async () => string.Join(' ', await Ids(Owner, "/v1/sessions")),
                    () => Task.CompletedTask);
            case "/v1/conversations/{id}":
                var labelled = $"/v1/conversations/{await NewSession()}";
                return new(Owner, labelled, """{"metadata":{"a":"b"}}""", """{"metadata":{}}""", () => Text(Owner, labelled),
                    () => Json(HttpStatusCode.OK, Send(Owner, "POST", labelled, Text("""{"metadata":{"a":"c"}}"""))));
            case "/v1/conversations/{id}/items":
                var items = $"/v1/conversations/{await NewSession()}/items";
                await Json(HttpStatusCode.OK, Send(Owner, "POST", items, Text("""{"items":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}""")));
                return new(Owner, items, """{"items":[{"role":"user","content":"x"}]}""", """{"items":[{"role":"user","content":"y"}]}""",
                    async () => string.Join(' ', await Ids(Owner, items)),
                    async () => await Json(HttpStatusCode.OK, Owner.DeleteAsync($"{items}/{(await Ids(Owner, items))[0]}", Cancellation)));
            default:
                var session = await NewSession();
                var turn = await RunningTurn(session);
                return new(Owner, $"/v1/sessions/{session}/cancel", "{}", $$"""{"turnId":"{{turn}}"}""",
                    async () => $"running:{(await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation))).GetProperty("runningTurnId").GetString() == turn}",
                    () => RunningTurn(session, turn));
        }

        ChangingRoute Status(string step, string back) => new(
            Admin, $"/admin/tenants/{TenantId}/{step}", null, "{}", () => Text(Admin, $"/admin/tenants/{TenantId}"),
            () => Json(HttpStatusCode.OK, Send(Admin, "POST", $"/admin/tenants/{TenantId}/{back}")));

        ChangingRoute Keys(string path, string body) => new(
            Admin, $"/admin/tenants/{TenantId}/keys{path}", body, body.Replace("}", ",\"x\":1}"),
            async () => string.Join(' ', await Ids(Admin, $"/admin/tenants/{TenantId}/keys")), () => Task.CompletedTask);
    }

    private static async Task<string> Text(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancellation);
        return (await answer.Content.ReadAsStringAsync(Cancellation)).Replace(" ", "");
    }

    private async Task<string> SentTwice(ChangingRoute route)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Platform.Address.Port, Cancellation);
        var body = route.Body ?? "";
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST {route.Path} HTTP/1.1\r\nHost: platform\r\nAuthorization: {route.Client.DefaultRequestHeaders.Authorization}\r\n{Header}: a\r\n{Header}: a\r\n"
            + $"Connection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), Cancellation);
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static string? Value(string whole, string name) => BodyOf(whole).TryGetProperty(name, out var value) ? value.ToString() : null;
}
