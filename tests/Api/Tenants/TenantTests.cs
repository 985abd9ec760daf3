using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Tenants;

public sealed class TenantTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task a_tenant_is_created_read_changed_listed_and_erased()
    {
        var id = "life-" + TenantId;
        using var created = await Admin.PostAsJsonAsync("/admin/tenants", new { id, name = "Life", maxMessages = 50, ttlHours = 2 }, Cancellation);
        var tenant = await Json(HttpStatusCode.Created, created);
        Assert.Equal($"/admin/tenants/{id}", created.Headers.Location!.ToString());
        Assert.Equal(("Life", 50, 2, "active"), (tenant.GetProperty("name").GetString(), tenant.GetProperty("maxMessages").GetInt32(), tenant.GetProperty("ttlHours").GetInt32(), tenant.GetProperty("status").GetString()));
        Assert.EndsWith("Z", tenant.GetProperty("createdAt").GetString());

        await Error(HttpStatusCode.Conflict, "already_exists", Admin.PostAsJsonAsync("/admin/tenants", new { id }, Cancellation));
        var changed = await Json(HttpStatusCode.OK, Admin.PatchAsJsonAsync($"/admin/tenants/{id}", new { ttlHours = 3 }, Cancellation));
        Assert.Equal(("Life", 3), (changed.GetProperty("name").GetString(), changed.GetProperty("ttlHours").GetInt32()));
        Assert.Equal(3, (await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{id}", Cancellation))).GetProperty("ttlHours").GetInt32());
        Assert.Contains(id, await Ids());

        await Json(HttpStatusCode.OK, Admin.DeleteAsync($"/admin/tenants/{id}", Cancellation));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.GetAsync($"/admin/tenants/{id}", Cancellation));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.DeleteAsync($"/admin/tenants/{id}", Cancellation));
        Assert.DoesNotContain(id, await Ids());
    }

    [Fact]
    public async Task a_list_is_walked_page_by_page_and_shows_each_tenant_once()
    {
        foreach (var number in new[] { 1, 2, 3 })
            await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync("/admin/tenants", new { id = $"page{number}-{TenantId}" }, Cancellation));
        var all = await Ids();
        Assert.Equal(all.Distinct().Order(StringComparer.Ordinal), all);
        Assert.Equal(3, all.Count(id => id!.StartsWith("page", StringComparison.Ordinal) && id.EndsWith(TenantId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task the_operators_own_tenant_cannot_be_suspended_or_erased()
    {
        await Error(HttpStatusCode.BadRequest, "invalid_value", "id", Send(Admin, "POST", "/admin/tenants/admin/suspend"));
        await Error(HttpStatusCode.BadRequest, "invalid_value", "id", Send(Admin, "DELETE", "/admin/tenants/admin"));
        await Json(HttpStatusCode.OK, Admin.GetAsync("/admin/tenants", Cancellation));
    }

    [Fact]
    public async Task a_second_operators_key_can_be_made_and_revoked()
    {
        var made = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync("/admin/tenants/admin/keys", new { role = "admin" }, Cancellation));
        using var second = Platform.Client(made.GetProperty("key").GetString());
        await Json(HttpStatusCode.OK, second.GetAsync("/admin/tenants", Cancellation));
        using var revoked = await Admin.DeleteAsync($"/admin/tenants/admin/keys/{made.GetProperty("id").GetString()}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
    }

    [Fact]
    public async Task an_unknown_key_is_not_found()
    {
        await Error(HttpStatusCode.NotFound, "key_not_found", Admin.DeleteAsync($"/admin/tenants/{TenantId}/keys/key_unknown", Cancellation));
        await Error(HttpStatusCode.NotFound, "key_not_found", Send(Admin, "POST", $"/admin/tenants/{TenantId}/keys/key_unknown/rotate"));
        await Error(HttpStatusCode.NotFound, "key_not_found", Send(Admin, "POST", $"/admin/tenants/{TenantId}/keys/a%7Bb/rotate"));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.PostAsJsonAsync("/admin/tenants/unknown-tenant/keys", new { role = "owner" }, Cancellation));
    }

    private async Task<List<string?>> Ids()
    {
        var ids = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants?limit=7{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", Cancellation));
            Assert.InRange(page.GetProperty("data").GetArrayLength(), 0, 7);
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(static tenant => tenant.GetProperty("id").GetString()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return ids;
    }
}
