using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Tests.Api.Requests;
using Platform.Tests.Erasure;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Users;

public sealed class UserErasureTests(PlatformFixture platform) : RequestTest(platform)
{
    private const string Slow = "builtin/echo?tokens=2000&tokenMs=50";

    [Fact]
    public async Task of_an_erased_user_no_key_and_no_value_of_the_store_holds_the_id_or_a_word()
    {
        var (ada, bob) = (await NewUser("ada"), await NewUser("bob"));
        var before = await StoreScan.Of(Database);
        foreach (var user in new[] { ada, bob })
        {
            Assert.NotEmpty(before.Find(user.Id));
            Assert.NotEmpty(before.Find(user.Word));
            Assert.NotEmpty(before.Find(user.Mark));
        }

        var answer = await Json(HttpStatusCode.OK, Erase(ada.Id));

        var after = await StoreScan.Of(Database);
        Assert.Empty(after.Find(ada.Id));
        Assert.Empty(after.Find(ada.Word));
        Assert.Empty(after.Find(ada.Mark));
        var manifest = Proof.Checked(answer, await Json(HttpStatusCode.OK, Nobody.GetAsync("/v1/erasure-keys", Cancellation)));
        Assert.Equal(("user", TenantId, Proof.Subject(ada.Id)), (manifest.GetProperty("kind").GetString(), manifest.GetProperty("tenantId").GetString(), manifest.GetProperty("subject").GetString()));
        Assert.True(manifest.GetProperty("startedAt").GetDateTime() <= manifest.GetProperty("finishedAt").GetDateTime());
        Assert.Equal((1, 1, 6), (manifest.Erased("keys"), manifest.Erased("deadLetters"), manifest.Erased("requests")));
        Assert.Equal(before.Find(ada.Mark).Count(static where => where.EndsWith(":record", StringComparison.Ordinal) && where.StartsWith("string", StringComparison.Ordinal)), manifest.Erased("sessions"));
        Assert.True(manifest.Erased("messages") >= manifest.Erased("sessions"), manifest.ToString());

        // The other user's data is all there, and only it.
        Assert.Equal(Kept(before, bob.Mark), Kept(after, bob.Mark));
        Assert.Equal(before.Find(bob.Word).Order(), after.Find(bob.Word).Order());
        Assert.NotEmpty((await Json(HttpStatusCode.OK, bob.Client.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
        await Error(HttpStatusCode.Unauthorized, "invalid_api_key", ada.Client.GetAsync("/v1/sessions", Cancellation));
        var turn = await Json(HttpStatusCode.OK, Post(bob.Client, $"/v1/sessions/{bob.Session}/messages", """{"content":"still here?"}""", NewKey()));
        Assert.Contains("still here?", turn.GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task erasing_again_and_erasing_somebody_unknown_is_proven_too()
    {
        var ada = await NewUser("ada");
        await Json(HttpStatusCode.OK, Erase(ada.Id));

        foreach (var id in new[] { ada.Id, "nobody", "a b", "ä/ö%2F\\\"<>{}", new string('x', 256), "..a" })
        {
            var answer = await Json(HttpStatusCode.OK, Erase(id));
            var manifest = Proof.Checked(answer, await Json(HttpStatusCode.OK, Nobody.GetAsync("/v1/erasure-keys", Cancellation)));
            Assert.Equal(Proof.Subject(id), manifest.GetProperty("subject").GetString());
            Assert.All(manifest.GetProperty("erased").EnumerateObject(), static count => Assert.Equal(0, count.Value.GetInt64()));
            Assert.Empty((await StoreScan.Of(Database)).Find($"{TenantId}/{Uri.EscapeDataString(id)}"));
        }

        await Error(HttpStatusCode.BadRequest, "invalid_value", "userId", Erase(new string('x', 257)));
        await Error(HttpStatusCode.BadRequest, "invalid_value", "export", Owner.DeleteAsync("/v1/users/ada?export=yes", Cancellation));
    }

    [Fact]
    public async Task turns_that_run_are_cancelled_and_leave_nothing()
    {
        var user = "runner " + Guid.NewGuid().ToString("n");
        var session = await NewSession(userId: user);
        var running = Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = user, model = Slow }, Cancellation);
        await Eventually.See(
            () => Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation)), static info => info.GetProperty("runningTurnId").GetString() is not null, Cancellation);
        var waiting = Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = user, model = Slow }, Cancellation);
        await Eventually.See(
            () => Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation)), static info => info.GetProperty("waitingTurnIds").GetArrayLength() == 1, Cancellation);

        var erased = (await Json(HttpStatusCode.OK, Erase(user))).GetProperty("manifest");

        Assert.Equal(1, erased.Erased("sessions"));
        foreach (var turn in new[] { running, waiting })
            Assert.Equal("cancelled", (await Json(HttpStatusCode.OK, turn)).GetProperty("status").GetString());
        Assert.Empty((await StoreScan.Of(Database)).Find(user));
        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.GetAsync($"/v1/sessions/{session}", Cancellation));
    }

    [Fact]
    public async Task a_creation_that_is_sent_again_behind_the_erasure_makes_nothing_anew()
    {
        var user = "again " + Guid.NewGuid().ToString("n");
        var (key, body) = ($"create for {user}", $$"""{"id":"s-{{Guid.NewGuid():n}}","userId":"{{user}}"}""");
        await Whole(Post(Owner, "/v1/sessions", body, key));
        await Json(HttpStatusCode.OK, Erase(user));

        await Error(HttpStatusCode.NotFound, "user_not_found", Post(Owner, "/v1/sessions", body, key));
        Assert.Empty((await StoreScan.Of(Database)).Find(user));

        // Whoever comes back begins anew.
        await NewSession(userId: user);
        Assert.Single((await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions?userId={Uri.EscapeDataString(user)}", Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task another_users_session_of_the_same_name_stays()
    {
        var id = "shared-" + Guid.NewGuid().ToString("n");
        var (ada, bob) = ("ada " + id, "bob " + id);
        await Json(HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { id, userId = bob }, Cancellation));
        // What an earlier session of that name has left when its silo was lost in between.
        await Database.SortedSetAddAsync(Contracts.Keys.StoreKey.UserSessions(Contracts.Keys.GrainKey.ForUser(TenantId, ada)), id, 1);

        var erased = (await Json(HttpStatusCode.OK, Erase(ada))).GetProperty("manifest");

        Assert.Equal(0, erased.Erased("sessions"));
        Assert.Equal(bob, (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{id}", Cancellation))).GetProperty("userId").GetString());
        Assert.Empty((await StoreScan.Of(Database)).Find(ada));
    }

    [Fact]
    public async Task what_a_vanished_session_has_left_goes_too()
    {
        var user = "vanished " + Guid.NewGuid().ToString("n");
        var session = await NewSession(userId: user);
        await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = user }, Cancellation));
        var key = Contracts.Keys.GrainKey.ForSession(TenantId, session);
        await Database.KeyDeleteAsync(Contracts.Keys.StoreKey.SessionRecord(key));
        await Database.SortedSetAddAsync(Contracts.Keys.StoreKey.TenantDeadLetters(Contracts.Keys.GrainKey.ForTenant(TenantId)), session + "/turn_1", 1);

        await Json(HttpStatusCode.OK, Erase(user));

        var scan = await StoreScan.Of(Database);
        Assert.Empty(scan.Find(user));
        Assert.Empty(scan.Find(session));
    }

    [Fact]
    public async Task only_the_tenants_owner_erases_and_only_its_own_users()
    {
        var user = "owned " + Guid.NewGuid().ToString("n");
        await NewSession(userId: user);
        using var agent = Platform.Client(await NewKey(TenantId, new { role = "agent", userId = user }));
        using var foreign = Platform.Client(await NewTenant("erase-" + TenantId));
        var path = $"/v1/users/{Uri.EscapeDataString(user)}";

        await Error(HttpStatusCode.Forbidden, "role_not_allowed", agent.DeleteAsync(path, Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", Admin.DeleteAsync(path, Cancellation));
        await Error(HttpStatusCode.Unauthorized, "missing_api_key", Nobody.DeleteAsync(path, Cancellation));
        var other = (await Json(HttpStatusCode.OK, foreign.DeleteAsync(path, Cancellation))).GetProperty("manifest");

        Assert.Equal((0, 0), (other.Erased("sessions"), other.Erased("keys")));
        Assert.Single((await Json(HttpStatusCode.OK, agent.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task an_erased_tenant_is_proven_alike()
    {
        var id = "gone-" + TenantId;
        using (var owner = Platform.Client(await NewTenant(id)))
        {
            await Json(HttpStatusCode.OK, owner.PutAsJsonAsync("/v1/agents/helper", new { model = "builtin/echo" }, Cancellation));
            await Json(HttpStatusCode.OK, owner.PutAsJsonAsync("/v1/providers/openai", new { apiKey = "sk-0123456789abcdef" }, Cancellation));
            await Whole(Post(owner, "/v1/sessions", """{"id":"chat","userId":"ada","agentId":"helper"}""", NewKey()));
            await Json(HttpStatusCode.OK, owner.PostAsJsonAsync("/v1/sessions/chat/messages", new { content = "hello" }, Cancellation));
        }

        var answer = await Json(HttpStatusCode.OK, Admin.DeleteAsync($"/admin/tenants/{id}", Cancellation));

        var manifest = Proof.Checked(answer, await Json(HttpStatusCode.OK, Nobody.GetAsync("/v1/erasure-keys", Cancellation)));
        Assert.Equal(("tenant", id, Proof.Subject(id)), (manifest.GetProperty("kind").GetString(), manifest.GetProperty("tenantId").GetString(), manifest.GetProperty("subject").GetString()));
        Assert.Equal((1, 2, 1, 1), (manifest.Erased("sessions"), manifest.Erased("messages"), manifest.Erased("agents"), manifest.Erased("users")));
        Assert.Equal((1, 1), (manifest.Erased("keys"), manifest.Erased("providers")));
        // What the operator did to it stays on record.
        Assert.All((await StoreScan.Of(Database)).Find(id), static place => Assert.Matches("platform:audit-logs|platform:audit:.*/Operator", place));
    }

    private Task<HttpResponseMessage> Erase(string userId) => Owner.DeleteAsync($"/v1/users/{Uri.EscapeDataString(userId)}", Cancellation);

    /// <summary>A user with something of every kind. The mark is in the names that the application chooses.</summary>
    /// <summary>Where a mark is that has to stay: not the sets of sessions whose turns may not be in the ledger yet, which last for seconds.</summary>
    private static IEnumerable<string> Kept(StoreScan scan, string mark) =>
        scan.Find(mark).Where(static where => !where.Contains($" {StoreKey.UnpostedSets}:", StringComparison.Ordinal)).Order();

    private async Task<(string Id, string Word, string Mark, string Session, HttpClient Client)> NewUser(string name)
    {
        var mark = $"{name}{Guid.NewGuid():n}";
        var (id, word) = ($"{mark}+\"tag\"/ä%2F@example.org", $"{mark} sagt \"Grüße\" \\ & <mehr>");
        var client = Platform.Client(await KeyOf(id, mark));

        // A native session with turns, a dead letter, and a title and labels of the user's.
        var session = $"native-{mark}";
        await Whole(Post(Owner, "/v1/sessions", Body(new { id = session, agentId = AgentId, userId = id, title = word, metadata = new Dictionary<string, string> { [mark] = word } }), $"session {mark}"));
        await Json(HttpStatusCode.OK, Post(client, $"/v1/sessions/{session}/messages", Body(new { content = word }), $"turn {mark}"));
        var turn = await RunningTurn(session);
        await Error(HttpStatusCode.ServiceUnavailable, "turn_expired", Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = word, queueTtlSeconds = 1 }, Cancellation));
        await Json(HttpStatusCode.OK, Post(client, $"/v1/sessions/{session}/cancel", Body(new { turnId = turn }), $"cancel {mark}"));

        // Chat completions in a session, responses, a conversation with items.
        using (var chat = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Text(Body(new { model = "agent/echo", user = id, messages = new[] { new { role = "user", content = word } } })) })
        {
            chat.Headers.Add("x-session-id", $"chat-{mark}");
            await Json(HttpStatusCode.OK, Owner.SendAsync(chat, Cancellation));
        }

        await Json(HttpStatusCode.OK, client.PostAsJsonAsync("/v1/responses", new { model = "agent/echo", input = word }, Cancellation));
        var conversation = BodyOf((await Whole(Post(client, "/v1/conversations", Body(new { metadata = new Dictionary<string, string> { ["who"] = mark } }), $"conversation {mark}"))).Text).GetProperty("id").GetString();
        await Whole(Post(Owner, $"/v1/conversations/{conversation}/items", Body(new { items = new[] { new { role = "user", content = word } } }), $"items {mark}"));

        // One that is gone already, of which the answer to its creation is still on record.
        await Whole(Post(Owner, "/v1/sessions", Body(new { id = $"deleted-{mark}", userId = id }), $"deleted {mark}"));
        using (var deleted = await Owner.DeleteAsync($"/v1/sessions/deleted-{mark}", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        return (id, word, mark, session, client);
    }

    private async Task<string> KeyOf(string userId, string mark)
    {
        var made = await Whole(Post(Admin, $"/admin/tenants/{TenantId}/keys", Body(new { role = "agent", userId, name = mark }), $"key {mark}"));
        return BodyOf(made.Text).GetProperty("key").GetString()!;
    }

    private static string Body(object body) => JsonSerializer.Serialize(body);
}
