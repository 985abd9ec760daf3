using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Providers;

public sealed class ProviderRouteTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Key = "sk-test-0123456789-wxyz";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_key_is_set_shown_without_itself_listed_replaced_and_deleted(bool byOperator)
    {
        var (client, path) = byOperator ? (Admin, $"/admin/tenants/{TenantId}/providers") : (Owner, "/v1/providers");
        var set = await Json(HttpStatusCode.OK, client.PutAsJsonAsync(path + "/openai", new { apiKey = Key }, Cancellation));
        Assert.Equal(["name", "hint", "baseUrl", "createdAt"], set.EnumerateObject().Select(static field => field.Name));
        Assert.Equal(("openai", "wxyz"), (set.GetProperty("name").GetString(), set.GetProperty("hint").GetString()));
        await Json(HttpStatusCode.OK, client.PutAsJsonAsync(path + "/anthropic", new { apiKey = Key }, Cancellation));

        Assert.Equal(set.ToString(), (await Json(HttpStatusCode.OK, client.GetAsync(path + "/openai", Cancellation))).ToString());
        var list = await Json(HttpStatusCode.OK, client.GetAsync(path, Cancellation));
        Assert.Equal(["anthropic", "openai"], list.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("name").GetString()));
        Assert.DoesNotContain(Key, list.ToString(), StringComparison.Ordinal);
        var replaced = await Json(HttpStatusCode.OK, client.PutAsJsonAsync(path + "/openai", new { apiKey = Key + "1" }, Cancellation));
        Assert.Equal("xyz1", replaced.GetProperty("hint").GetString());

        using (var deleted = await client.DeleteAsync(path + "/openai", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Error(HttpStatusCode.NotFound, "provider_not_found", client.GetAsync(path + "/openai", Cancellation));
        await Error(HttpStatusCode.NotFound, "provider_not_found", client.DeleteAsync(path + "/openai", Cancellation));
    }

    [Fact]
    public async Task what_cannot_be_set_is_refused_with_the_field_and_without_the_key()
    {
        await Error(HttpStatusCode.BadRequest, "missing_field", "apiKey", Owner.PutAsync("/v1/providers/openai", Text("{}"), Cancellation));
        var bad = await Error(HttpStatusCode.BadRequest, "invalid_value", "apiKey", Owner.PutAsJsonAsync("/v1/providers/openai", new { apiKey = "secret with spaces" }, Cancellation));
        Assert.DoesNotContain("secret", bad.ToString(), StringComparison.Ordinal);
        var address = await Error(HttpStatusCode.BadRequest, "invalid_value", "baseUrl", Owner.PutAsJsonAsync("/v1/providers/openai", new { apiKey = Key, baseUrl = "http://169.254.169.254/" }, Cancellation));
        Assert.Contains("Platform:Models:AllowTenantBaseUrls", address.GetProperty("message").GetString(), StringComparison.Ordinal);
        foreach (var name in new[] { "builtin", "compatible/none", "compatible%2Fnone", "a/b/c", new string('x', 500) })
            await Error(HttpStatusCode.NotFound, "provider_not_found", Owner.PutAsJsonAsync("/v1/providers/" + name, new { apiKey = Key }, Cancellation));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.PutAsJsonAsync("/admin/tenants/nobody-there/providers/openai", new { apiKey = Key }, Cancellation));
        Assert.Empty((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/providers", Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task a_model_of_a_provider_that_only_the_tenant_has_a_key_for_is_known_to_that_tenant_only()
    {
        using var foreign = Platform.Client(await NewTenant("models-" + TenantId));
        await Error(HttpStatusCode.NotFound, "model_not_found", Owner.GetAsync("/v1/models/anthropic/claude-x", Cancellation));
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync("/v1/providers/anthropic", new { apiKey = Key }, Cancellation));

        await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/models/anthropic/claude-x", Cancellation));
        await Json(HttpStatusCode.OK, Owner.PutAsJsonAsync("/v1/agents/claude", new { model = "anthropic/claude-x" }, Cancellation));
        await Error(HttpStatusCode.NotFound, "model_not_found", foreign.GetAsync("/v1/models/anthropic/claude-x", Cancellation));
        await Error(HttpStatusCode.BadRequest, "invalid_value", "model", foreign.PutAsJsonAsync("/v1/agents/claude", new { model = "anthropic/claude-x" }, Cancellation));
    }
}
