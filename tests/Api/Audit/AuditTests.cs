using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Api.Audit;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Audit;

/// <summary>Who changed what, when, from where.</summary>
public sealed class AuditTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task what_the_operator_does_to_a_tenant_is_entered_with_who_what_when_and_from_where()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        var key = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "agent", name = "my secret name", limits = new { requestsPerMinute = 7 } }, Cancellation));
        var keyId = key.GetProperty("id").GetString()!;
        await Json(HttpStatusCode.OK, Patch(Admin, $"/admin/tenants/{TenantId}", """{"maxMessages":50,"name":"new name"}"""));
        await Json(HttpStatusCode.NoContent, Admin.DeleteAsync($"/admin/tenants/{TenantId}/keys/{keyId}", Cancellation));
        await Json(HttpStatusCode.OK, Admin.PostAsync($"/admin/tenants/{TenantId}/suspend", null, Cancellation));
        await Json(HttpStatusCode.OK, Admin.PostAsync($"/admin/tenants/{TenantId}/resume", null, Cancellation));

        var page = await Read(Admin, $"/admin/audit?tenantId={TenantId}");
        Assert.Equal("intact", page.GetProperty("chain").GetString());
        var entries = page.GetProperty("data").EnumerateArray().Where(static entry => entry.GetProperty("actor").GetProperty("role").GetString() == "admin").ToArray();
        Assert.Equal(
            [
                "POST /admin/tenants/{id}/resume", "POST /admin/tenants/{id}/suspend", "DELETE /admin/tenants/{id}/keys/{keyId}", "PATCH /admin/tenants/{id}",
                "POST /admin/tenants/{id}/keys", "POST /admin/tenants/{id}/keys", "POST /admin/tenants",
            ],
            entries.Select(static entry => entry.GetProperty("action").GetString()));
        Assert.Equal([200, 200, 204, 200, 201, 201, 201], entries.Select(static entry => entry.GetProperty("status").GetInt32()));
        Assert.All(entries, entry =>
        {
            Assert.Equal(TenantId, entry.GetProperty("tenantId").GetString());
            Assert.Equal("admin", entry.GetProperty("actor").GetProperty("tenantId").GetString());
            Assert.StartsWith("key_", entry.GetProperty("actor").GetProperty("keyId").GetString());
            Assert.Equal("127.0.0.1", entry.GetProperty("address").GetString());
            Assert.InRange(entry.GetProperty("time").GetDateTimeOffset(), before.AddMinutes(-5), TimeProvider.System.GetUtcNow().AddSeconds(5));
            Assert.StartsWith("req_", entry.GetProperty("requestId").GetString());
        });
        Assert.Equal(["tenants=" + TenantId, "keys=" + keyId], Pairs(entries[2], "targets", "kind", "id"));
        Assert.Equal(["name=", "maxMessages=50"], Pairs(entries[3], "fields", "name", "value"));
        Assert.Equal(["role=agent", "name=", "limits.requestsPerMinute=7"], Pairs(entries[4], "fields", "name", "value"));
        Assert.Equal($"/admin/tenants/{TenantId}/keys/{keyId}", entries[4].GetProperty("created").GetString());
    }

    [Fact]
    public async Task what_an_owner_does_is_entered_and_turns_are_not()
    {
        var session = await NewSession();
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text("""{"content":"a private word"}""")));
        await Json(HttpStatusCode.OK, Patch(Owner, $"/v1/sessions/{session}", """{"title":"a private title"}"""));
        await Json(HttpStatusCode.NoContent, Owner.DeleteAsync($"/v1/sessions/{session}", Cancellation));
        await Error(HttpStatusCode.NotFound, "session_not_found", Owner.DeleteAsync($"/v1/sessions/{session}", Cancellation));
        await Error(HttpStatusCode.BadRequest, "invalid_json", Send(Owner, "PUT", "/v1/agents/bad", Text("{")));
        await Error(HttpStatusCode.NotFound, "conversation_not_found", Owner.DeleteAsync($"/v1/conversations/{session}", Cancellation));

        var page = await Read(Owner, "/v1/audit?limit=6");
        Assert.Equal(
            [
                "DELETE /v1/conversations/{id} 404 conversation_not_found", "PUT /v1/agents/{id} 400 invalid_json", "DELETE /v1/sessions/{id} 404 session_not_found",
                "DELETE /v1/sessions/{id} 204 ", "PATCH /v1/sessions/{id} 200 ", "PUT /v1/agents/{id} 200 ",
            ],
            page.GetProperty("data").EnumerateArray().Select(static entry =>
                $"{entry.GetProperty("action")} {entry.GetProperty("status")} {entry.GetProperty("error").GetString()}"));
        Assert.DoesNotContain("private", page.ToString());
    }

    [Fact]
    public async Task no_key_and_no_hash_of_one_is_in_the_log()
    {
        var key = await NewKey(TenantId, new { role = "owner" });
        var keys = await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{TenantId}/keys", Cancellation));
        var id = keys.GetProperty("data")[0].GetProperty("id").GetString();
        var rotated = (await Json(HttpStatusCode.Created, Send(Admin, "POST", $"/admin/tenants/{TenantId}/keys/{id}/rotate", Text("{}")))).GetProperty("key").GetString()!;

        var log = (await Read(Admin, $"/admin/audit?tenantId={TenantId}&limit=100")).ToString();
        var stored = string.Join('\n', await Stored());

        foreach (var secret in new[] { key, rotated, OwnerKey, Platform.AdminKey })
        {
            foreach (var form in new[] { secret, secret[^32..], Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret))) })
            {
                Assert.DoesNotContain(form, log);
                Assert.DoesNotContain(form, stored);
            }
        }
    }

    [Fact]
    public async Task a_tenants_owner_sees_its_own_entries_alone_and_not_where_the_operator_sits()
    {
        using var foreign = Platform.Client(await NewTenant("audit-" + TenantId));
        await Json(HttpStatusCode.OK, foreign.PutAsJsonAsync("/v1/agents/theirs", new { model = "builtin/echo" }, Cancellation));

        var entries = (await Read(Owner, $"/v1/audit?limit=100&tenantId=audit-{TenantId}")).GetProperty("data").EnumerateArray().ToArray();

        Assert.Equal(["PUT /v1/agents/{id}", "POST /admin/tenants/{id}/keys", "POST /admin/tenants"], entries.Select(static entry => entry.GetProperty("action").GetString()));
        Assert.All(entries, entry => Assert.Equal(TenantId, entry.GetProperty("tenantId").GetString()));
        Assert.Equal(["127.0.0.1", null, null], entries.Select(static entry => entry.GetProperty("address").GetString()));
        using var agent = Platform.Client(await NewKey(TenantId, new { role = "agent" }));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", agent.GetAsync("/v1/audit", Cancellation));
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", Owner.GetAsync("/admin/audit", Cancellation));
    }

    [Fact]
    public async Task the_operator_reads_all_tenants_as_one_log_newest_first_page_by_page()
    {
        var tenants = Enumerable.Range(0, 3).Select(number => $"all{number}-{TenantId}").ToArray();
        foreach (var tenant in tenants)
            await NewTenant(tenant);
        foreach (var tenant in tenants)
            await Json(HttpStatusCode.OK, Patch(Admin, $"/admin/tenants/{tenant}", """{"ttlHours":5}"""));

        List<JsonElement> entries = [];
        string? cursor = null;
        do
        {
            var page = await Read(Admin, $"/admin/audit?limit=3{(cursor is null ? "" : "&cursor=" + cursor)}");
            Assert.Equal("intact", page.GetProperty("chain").GetString());
            entries.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null && entries.Count(entry => tenants.Contains(entry.GetProperty("tenantId").GetString())) < 9);

        var times = entries.Select(static entry => entry.GetProperty("time").GetDateTimeOffset()).ToArray();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(entries.Count, entries.Select(static entry => entry.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(
            [.. tenants.Reverse().Select(static tenant => "PATCH " + tenant), .. tenants.Reverse().SelectMany(static tenant => new[] { "POST " + tenant, "POST " + tenant })],
            entries.Where(entry => tenants.Contains(entry.GetProperty("tenantId").GetString()))
                .Select(static entry => $"{entry.GetProperty("action").GetString()!.Split(' ')[0]} {entry.GetProperty("tenantId")}"));
    }

    [Fact]
    public async Task an_erased_tenant_leaves_the_record_of_what_the_operator_did_and_a_new_owner_does_not_see_it()
    {
        var tenant = "gone-" + TenantId;
        using (var owner = Platform.Client(await NewTenant(tenant)))
            await Json(HttpStatusCode.OK, owner.PutAsJsonAsync("/v1/agents/a", new { model = "builtin/echo" }, Cancellation));
        await Json(HttpStatusCode.OK, Admin.DeleteAsync($"/admin/tenants/{tenant}", Cancellation));

        var left = (await Read(Admin, $"/admin/audit?tenantId={tenant}")).GetProperty("data").EnumerateArray();
        Assert.Equal(
            ["DELETE /admin/tenants/{id}", "POST /admin/tenants/{id}/keys", "POST /admin/tenants"],
            left.Select(static entry => entry.GetProperty("action").GetString()));

        using var successor = Platform.Client(await NewTenant(tenant));
        var seen = (await Read(successor, "/v1/audit")).GetProperty("data").EnumerateArray();
        Assert.Equal(["POST /admin/tenants/{id}/keys", "POST /admin/tenants"], seen.Select(static entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task a_request_that_is_sent_again_is_entered_as_such()
    {
        var body = """{"role":"agent"}""";
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/tenants/{TenantId}/keys") { Content = Text(body), Headers = { { "Idempotency-Key", "once" } } };
            await Json(HttpStatusCode.Created, Admin.SendAsync(request, Cancellation));
        }

        var entries = (await Read(Admin, $"/admin/audit?tenantId={TenantId}&limit=2")).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal([true, false], entries.Select(static entry => entry.GetProperty("repeated").GetBoolean()));
        Assert.Single(entries.Select(static entry => entry.GetProperty("created").GetString()).Distinct());
    }

    [Fact]
    public async Task requests_that_are_not_admitted_are_summed_up_and_a_flood_of_them_adds_next_to_nothing()
    {
        using var agent = Platform.Client(await NewKey(TenantId, new { role = "agent" }));
        var name = "flood-" + TenantId;
        for (var number = 0; number < 40; number++)
        {
            await Error(HttpStatusCode.Forbidden, "role_not_allowed", Owner.DeleteAsync($"/admin/tenants/{name}{number}", Cancellation));
            await Error(HttpStatusCode.Unauthorized, "missing_api_key", Nobody.GetAsync("/admin/cluster", Cancellation));
        }

        foreach (var route in new[] { "suspend", "resume" })
            await Error(HttpStatusCode.Forbidden, "role_not_allowed", Owner.PostAsync($"/admin/tenants/{TenantId}/{route}", null, Cancellation));
        // No owner's key and no operator's route: nothing of interest.
        await Error(HttpStatusCode.Forbidden, "role_not_allowed", agent.GetAsync("/v1/agents", Cancellation));
        await Platform.Api.Services.GetRequiredService<RefusedRequests>().Flush();

        var refused = (await Read(Admin, $"/admin/audit?tenantId={TenantId}")).GetProperty("data").EnumerateArray()
            .Where(static entry => entry.GetProperty("error").GetString() == "role_not_allowed").ToArray();
        Assert.Equal([40, 1, 1], refused.Select(static entry => entry.GetProperty("count").GetInt64()).OrderDescending());
        Assert.All(refused, static entry => Assert.Equal("owner", entry.GetProperty("actor").GetProperty("role").GetString()));
        var nobody = (await Read(Admin, "/admin/audit?tenantId=admin&limit=100&action=GET%20%2Fadmin%2Fcluster")).GetProperty("data").EnumerateArray()
            .Where(static entry => entry.GetProperty("error").GetString() == "missing_api_key").ToArray();
        Assert.Contains(nobody, static entry => entry.GetProperty("count").GetInt64() >= 40 && entry.GetProperty("actor").ValueKind == JsonValueKind.Null);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-02-01&to=2026-01-01", "from")]
    [InlineData("to=1066-01-01", "to")]
    [InlineData("actor=", "actor")]
    [InlineData("action=a&action=b", "action")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=LTUgeA", "cursor")]
    [InlineData("cursor=MWUzMDAgeA", "cursor")]
    [InlineData("tenantId=A%2Fb", "tenantId")]
    public async Task a_bad_query_is_the_callers_error(string query, string param)
    {
        await Error(HttpStatusCode.BadRequest, "invalid_value", param, Admin.GetAsync($"/admin/audit?{query}", Cancellation));
        if (param != "tenantId")
            await Error(HttpStatusCode.BadRequest, "invalid_value", param, Owner.GetAsync($"/v1/audit?{query}", Cancellation));
    }

    private static Task<HttpResponseMessage> Patch(HttpClient client, string path, string body) => Send(client, "PATCH", path, Text(body));

    private static Task<JsonElement> Read(HttpClient client, string path) => Json(HttpStatusCode.OK, client.GetAsync(path, Cancellation));

    private static IEnumerable<string> Pairs(JsonElement entry, string list, string name, string value) =>
        entry.GetProperty(list).EnumerateArray().Select(pair => $"{pair.GetProperty(name).GetString()}={pair.GetProperty(value).GetString()}");

    private async Task<IEnumerable<string>> Stored()
    {
        var database = Platform.Silo.Services.GetRequiredService<Silo.Storage.RedisStore>().Database;
        List<string> texts = [];
        foreach (var log in new[] { Contracts.Audit.AuditLogKind.Operator, Contracts.Audit.AuditLogKind.Own })
        {
            var key = Contracts.Keys.StoreKey.AuditLog(Contracts.Keys.GrainKey.ForAuditLog(TenantId, log));
            texts.AddRange((await database.SortedSetRangeByRankAsync(key)).Select(static text => (string)text!));
        }

        Assert.NotEmpty(texts);
        return texts;
    }
}
