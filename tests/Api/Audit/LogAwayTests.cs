using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Audit;

/// <summary>A log that cannot be written.</summary>
public sealed class LogAwayTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task nothing_is_changed_that_the_log_cannot_hold()
    {
        var database = Platform.Silo.Services.GetRequiredService<RedisStore>().Database;
        var log = StoreKey.AuditLog(GrainKey.ForAuditLog(TenantId, AuditLogKind.Operator));
        await database.KeyRenameAsync(log, log + ":aside");
        await database.StringSetAsync(log, "no log");

        await Error(HttpStatusCode.ServiceUnavailable, "storage_unavailable", Rename("refused"));
        Assert.NotEqual("refused", await Name());
        await Error(HttpStatusCode.ServiceUnavailable, "storage_unavailable", Send(Admin, "PATCH", $"/admin/tenants/{TenantId}", Text("[]")));

        await database.KeyDeleteAsync(log);
        await database.KeyRenameAsync(log + ":aside", log);
        await Json(HttpStatusCode.OK, Rename("accepted"));
        Assert.Equal("accepted", await Name());
        var page = await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/audit?tenantId={TenantId}", Cancellation));
        Assert.Equal("intact", page.GetProperty("chain").GetString());
        Assert.Equal("PATCH /admin/tenants/{id}", page.GetProperty("data")[0].GetProperty("action").GetString());
    }

    private Task<HttpResponseMessage> Rename(string name) => Send(Admin, "PATCH", $"/admin/tenants/{TenantId}", Text($$"""{"name":"{{name}}"}"""));

    private async Task<string?> Name() => (await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{TenantId}", Cancellation))).GetProperty("name").GetString();
}
