using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Tenants;

/// <summary>Limits and budgets as settings of tenants and keys.</summary>
public sealed class AllowanceTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_tenant_has_no_limits_and_the_usual_weight_until_it_is_given_some()
    {
        var tenant = await Json(HttpStatusCode.OK, Admin.GetAsync($"/admin/tenants/{TenantId}", Cancellation));

        Assert.Equal(System.Text.Json.JsonValueKind.Null, tenant.GetProperty("limits").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, tenant.GetProperty("budgets").ValueKind);
        Assert.Equal(10, tenant.GetProperty("weight").GetInt32());
    }

    [Fact]
    public async Task What_is_set_is_shown_and_an_empty_value_takes_it_away()
    {
        var set = await Json(HttpStatusCode.OK, Admin.PatchAsJsonAsync($"/admin/tenants/{TenantId}", new
        {
            limits = new { requestsPerMinute = 600, concurrentTurns = 7 },
            budgets = new object[]
            {
                new { unit = "usd", period = "monthly", limit = 12.5 },
                new { unit = "tokens", period = "daily", limit = 1_000, onLimit = "fallback", fallbackModel = "builtin/echo" },
            },
            userBudgets = new object[] { new { unit = "usd", period = "daily", limit = 0.000000001, onLimit = "warn" } },
            weight = 20,
        }, Cancellation));
        var cleared = await Json(HttpStatusCode.OK, Admin.PatchAsync($"/admin/tenants/{TenantId}", Text("""{"limits":{},"budgets":[],"userBudgets":[]}"""), Cancellation));

        Assert.Equal(600, set.GetProperty("limits").GetProperty("requestsPerMinute").GetInt64());
        Assert.Equal(7, set.GetProperty("limits").GetProperty("concurrentTurns").GetInt64());
        Assert.Equal(12.5m, set.GetProperty("budgets")[0].GetProperty("limit").GetDecimal());
        Assert.Equal("reject", set.GetProperty("budgets")[0].GetProperty("onLimit").GetString());
        Assert.Equal("builtin/echo", set.GetProperty("budgets")[1].GetProperty("fallbackModel").GetString());
        Assert.Equal(0.000000001m, set.GetProperty("userBudgets")[0].GetProperty("limit").GetDecimal());
        Assert.Equal(20, set.GetProperty("weight").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, cleared.GetProperty("limits").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, cleared.GetProperty("budgets").ValueKind);
        Assert.Equal(20, cleared.GetProperty("weight").GetInt32());
    }

    [Theory]
    [InlineData("""{"limits":{"requestsPerMinute":0}}""", "limits.requestsPerMinute")]
    [InlineData("""{"limits":{"tokensPerMinute":1000000001}}""", "limits.tokensPerMinute")]
    [InlineData("""{"limits":{"concurrentTurns":-1}}""", "limits.concurrentTurns")]
    [InlineData("""{"limits":{"concurrentTurns":"x"}}""", "limits.concurrentTurns")]
    [InlineData("""{"weight":0}""", "weight")]
    [InlineData("""{"weight":101}""", "weight")]
    [InlineData("""{"budgets":[null]}""", "budgets[0]")]
    [InlineData("""{"budgets":{}}""", "budgets")]
    [InlineData("""{"budgets":[{"period":"daily","limit":1}]}""", "budgets[0].unit")]
    [InlineData("""{"budgets":[{"unit":"eur","period":"daily","limit":1}]}""", "budgets[0].unit")]
    [InlineData("""{"budgets":[{"unit":"usd","period":"weekly","limit":1}]}""", "budgets[0].period")]
    [InlineData("""{"budgets":[{"unit":"usd","period":"daily"}]}""", "budgets[0].limit")]
    [InlineData("""{"budgets":[{"unit":"usd","period":"daily","limit":-1}]}""", "budgets[0].limit")]
    [InlineData("""{"budgets":[{"unit":"usd","period":"daily","limit":1e300}]}""", "budgets[0].limit")]
    [InlineData("""{"budgets":[{"unit":"usd","period":"daily","limit":0.0000000001}]}""", "budgets[0].limit")]
    [InlineData("""{"budgets":[{"unit":"tokens","period":"daily","limit":0.5}]}""", "budgets[0].limit")]
    [InlineData("""{"budgets":[{"unit":"tokens","period":"daily","limit":1,"onLimit":"fallback"}]}""", "budgets[0].fallbackModel")]
    [InlineData("""{"budgets":[{"unit":"tokens","period":"daily","limit":1,"fallbackModel":"openai/x"}]}""", "budgets[0].fallbackModel")]
    [InlineData("""{"budgets":[{"unit":"tokens","period":"daily","limit":1},{"unit":"tokens","period":"daily","limit":2}]}""", "budgets[1]")]
    [InlineData("""{"userBudgets":[{"unit":"usd","period":"daily","limit":"1"}]}""", "userBudgets[0].limit")]
    public async Task A_wrong_field_is_named(string body, string param)
    {
        var error = await Error(HttpStatusCode.BadRequest, Send(Admin, "PATCH", $"/admin/tenants/{TenantId}", Text(body)));

        Assert.Equal(param, error.GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_blocked_key_is_refused_until_it_is_unblocked_and_a_successor_is_blocked_too()
    {
        var key = await Json(HttpStatusCode.Created, Admin.PostAsJsonAsync($"/admin/tenants/{TenantId}/keys", new { role = "agent", limits = new { tokensPerMinute = 5 } }, Cancellation));
        var path = $"/admin/tenants/{TenantId}/keys/{key.GetProperty("id").GetString()}";
        using var client = Platform.Client(key.GetProperty("key").GetString());
        await Json(HttpStatusCode.OK, client.GetAsync("/v1/models", Cancellation));

        var blocked = await Json(HttpStatusCode.OK, Admin.PatchAsJsonAsync(path, new { blocked = true }, Cancellation));
        await Eventually.See(async () =>
        {
            using var answer = await client.GetAsync("/v1/models", Cancellation);
            return answer.StatusCode == HttpStatusCode.Forbidden;
        }, static isRefused => isRefused, Cancellation);
        await Error(HttpStatusCode.Forbidden, "key_blocked", client.GetAsync("/v1/models", Cancellation));
        var successor = await Json(HttpStatusCode.Created, Admin.PostAsync($"{path}/rotate", null, Cancellation));
        await Json(HttpStatusCode.OK, Admin.PatchAsJsonAsync($"/admin/tenants/{TenantId}/keys/{successor.GetProperty("id").GetString()}", new { blocked = false, name = "again" }, Cancellation));
        using var next = Platform.Client(successor.GetProperty("key").GetString());

        Assert.True(blocked.GetProperty("blocked").GetBoolean());
        Assert.True(successor.GetProperty("blocked").GetBoolean());
        Assert.Equal(5, successor.GetProperty("limits").GetProperty("tokensPerMinute").GetInt64());
        await Json(HttpStatusCode.OK, next.GetAsync("/v1/models", Cancellation));
    }

    [Fact]
    public async Task A_key_that_is_not_there_cannot_be_changed()
    {
        await Error(HttpStatusCode.NotFound, "key_not_found", Admin.PatchAsJsonAsync($"/admin/tenants/{TenantId}/keys/key_none", new { blocked = true }, Cancellation));
        await Error(HttpStatusCode.NotFound, "tenant_not_found", Admin.PatchAsJsonAsync("/admin/tenants/no-such-tenant/keys/key_none", new { blocked = true }, Cancellation));
    }

    private static async Task<System.Text.Json.JsonElement> Error(HttpStatusCode status, Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        return Envelope.Checked(await Json(status, message));
    }
}
