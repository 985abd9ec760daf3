using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Silo.Storage;
using Platform.Tests.Erasure;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Users;

public sealed class ExportTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task a_session_is_exported_with_every_message_in_its_order()
    {
        var session = await NewSession(userId: "ada");
        for (var number = 0; number < 3; number++)
            await Say(session, $"number {number} \"ä\"");

        var lines = await Lines(Owner.GetAsync($"/v1/sessions/{session}/export", Cancellation));

        Assert.Equal(["export", "session", "message", "message", "message", "message", "message", "message", "end"], Types(lines));
        Assert.Equal(("session", TenantId), (Data(lines[0]).GetProperty("kind").GetString(), Data(lines[0]).GetProperty("tenantId").GetString()));
        Assert.Equal((session, "ada"), (Data(lines[1]).GetProperty("id").GetString(), Data(lines[1]).GetProperty("userId").GetString()));
        var shown = (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages", Cancellation))).GetProperty("data").EnumerateArray().ToArray();
        foreach (var (exported, listed) in lines[2..^1].Select(Data).Zip(shown))
        {
            foreach (var name in new[] { "id", "seq", "turnId", "role", "content", "status" })
                Assert.True(JsonElement.DeepEquals(listed.GetProperty(name), exported.GetProperty(name)), $"{name}: {exported}");
        }

        Assert.Equal((1, 6), (Data(lines[^1]).GetProperty("session").GetInt32(), Data(lines[^1]).GetProperty("message").GetInt32()));
    }

    [Fact]
    public async Task more_messages_and_sessions_than_one_page_has_are_all_exported()
    {
        var user = "many " + Guid.NewGuid().ToString("n");
        var sessions = new HashSet<string>();
        for (var number = 0; number < 105; number++)
            sessions.Add(await NewSession(userId: user));
        var longest = sessions.First();
        for (var number = 0; number < 3; number++)
        {
            var items = Enumerable.Range(0, 20).Select(item => new { role = "user", content = $"{number}/{item}" });
            await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/conversations/{longest}/items", new { items }, Cancellation));
        }

        var lines = await Lines(Owner.GetAsync($"/v1/users/{Uri.EscapeDataString(user)}/export", Cancellation));

        Assert.Equal(sessions, lines.Where(static line => Type(line) == "session").Select(static line => Data(line).GetProperty("id").GetString()!).ToHashSet());
        Assert.Equal(60, lines.Count(static line => Type(line) == "message"));
        Assert.Equal((105, 60), (Data(lines[^1]).GetProperty("session").GetInt32(), Data(lines[^1]).GetProperty("message").GetInt32()));
    }

    [Fact]
    public async Task a_user_is_exported_and_erased_in_one_call()
    {
        var user = "leaver " + Guid.NewGuid().ToString("n");
        var session = await NewSession(userId: user);
        await Say(session, "my last words");
        var secret = await NewKey(TenantId, new { role = "agent", userId = user, name = "phone" });

        // What a turn has used is in the ledger a moment after its answer.
        await Eventually.See(
            () => Lines(Owner.GetAsync($"/v1/users/{Uri.EscapeDataString(user)}/export", Cancellation)), static lines => lines.Any(static line => Type(line) == "usage"), Cancellation);
        var lines = await Lines(Owner.DeleteAsync($"/v1/users/{Uri.EscapeDataString(user)}?export=true", Cancellation));

        Assert.Equal(["export", "usage", "key", "session", "message", "message", "end", "erasure"], Types(lines));
        Assert.Equal("phone", Data(lines[2]).GetProperty("name").GetString());
        Assert.DoesNotContain(secret, string.Concat(lines), StringComparison.Ordinal);
        Assert.Equal("my last words", Data(lines[4]).GetProperty("content").GetString());
        var manifest = Proof.Checked(Data(lines[^1]), await Json(HttpStatusCode.OK, Nobody.GetAsync("/v1/erasure-keys", Cancellation)));
        Assert.Equal((1, 2, 1), (manifest.Erased("sessions"), manifest.Erased("messages"), manifest.Erased("keys")));
        Assert.Empty((await StoreScan.Of(Platform.Silo.Services.GetRequiredService<RedisStore>().Database)).Find(user));
    }

    [Fact]
    public async Task a_tenant_is_exported_with_everything_but_secrets_and_erased_in_one_call()
    {
        var id = "takeout-" + TenantId;
        var ownerKey = await NewTenant(id);
        const string ProviderKey = "sk-provider-0123456789abcdef";
        using (var owner = Platform.Client(ownerKey))
        {
            await Json(HttpStatusCode.OK, owner.PutAsJsonAsync("/v1/agents/helper", new { model = "builtin/echo", instructions = "one" }, Cancellation));
            await Json(HttpStatusCode.OK, owner.PutAsJsonAsync("/v1/agents/helper", new { model = "builtin/echo", instructions = "two" }, Cancellation));
            await Json(HttpStatusCode.OK, owner.PutAsJsonAsync("/v1/providers/openai", new { apiKey = ProviderKey }, Cancellation));
            await Json(HttpStatusCode.Created, owner.PostAsJsonAsync("/v1/sessions", new { id = "chat", agentId = "helper" }, Cancellation));
            await Json(HttpStatusCode.OK, owner.PostAsJsonAsync("/v1/sessions/chat/messages", new { content = "hello" }, Cancellation));
        }

        // What a turn has used is in the ledger a moment after its answer.
        var exported = await Eventually.See(
            () => Lines(Admin.GetAsync($"/admin/tenants/{id}/export", Cancellation)), static lines => lines.Any(static line => Type(line) == "usage"), Cancellation);
        var lines = await Lines(Admin.DeleteAsync($"/admin/tenants/{id}?export=true", Cancellation));

        Assert.Equal(Types(exported).Append("erasure"), Types(lines));
        Assert.Equal(
            [("agent", 2), ("end", 1), ("export", 1), ("key", 1), ("message", 2), ("provider", 1), ("session", 1), ("tenant", 1), ("usage", 1)],
            exported.GroupBy(Type).Select(static group => (group.Key, group.Count())).Order());
        var text = string.Concat(lines);
        Assert.DoesNotContain(ProviderKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(ownerKey, text, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"owner\"", text, StringComparison.Ordinal);
        Assert.Equal(("tenant", 1), (Data(lines[^1]).GetProperty("manifest").GetProperty("kind").GetString(), (int)Data(lines[^1]).GetProperty("manifest").Erased("sessions")));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.GetAsync($"/admin/tenants/{id}/export", Cancellation));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.DeleteAsync($"/admin/tenants/{id}?export=true", Cancellation));
    }

    [Fact]
    public async Task only_who_may_see_it_exports_it()
    {
        var (own, others) = (await NewSession(userId: "ada"), await NewSession(userId: "bob"));
        using var ada = Platform.Client(await NewKey(TenantId, new { role = "agent", userId = "ada" }));
        using var foreign = Platform.Client(await NewTenant("export-" + TenantId));

        await Lines(ada.GetAsync($"/v1/sessions/{own}/export", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", ada.GetAsync($"/v1/sessions/{others}/export", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", foreign.GetAsync($"/v1/sessions/{own}/export", Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", ada.GetAsync("/v1/users/ada/export", Cancellation));
        Assert.Equal(["export", "end"], Types(await Lines(foreign.GetAsync("/v1/users/ada/export", Cancellation))));
    }

    private Task Say(string session, string content) => Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content }, Cancellation));

    private static async Task<string[]> Lines(Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        var text = await message.Content.ReadAsStringAsync(Cancellation);
        Assert.True(message.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("application/x-ndjson", message.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("\n", text);
        return text[..^1].Split('\n');
    }

    private static string Type(string line) => JsonElement.Parse(line).GetProperty("type").GetString()!;

    private static JsonElement Data(string line) => JsonElement.Parse(line).GetProperty("data");

    private static IEnumerable<string> Types(string[] lines) => lines.Select(Type);
}
