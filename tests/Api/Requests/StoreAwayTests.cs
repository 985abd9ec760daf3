using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Requests;

/// <summary>A platform of its own, whose store goes away and comes back.</summary>
public sealed class StoreAwayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_request_is_asked_to_come_back_and_then_takes_effect_once()
    {
        await using var redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = redis.ConnectionString,
            ["PLATFORM_ADMIN_KEY"] = ApiKey.Generate(ApiKey.AdminTenant),
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
        };
        await using var silo = await ProgramHost.StartAsync(typeof(global::Platform.Silo.Models.IChatModel).Assembly, settings);
        await using var api = await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, settings);
        using var admin = new HttpClient { BaseAddress = api.Address };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings["PLATFORM_ADMIN_KEY"]);
        using (var before = await Create(admin, "before"))
            Assert.Equal(HttpStatusCode.Created, before.StatusCode);

        await redis.KillAsync();
        using (var refused = await Create(admin, "meanwhile"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
            Envelope.Checked(System.Text.Json.JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancellation)));
        }

        await redis.RestartAsync();
        await Eventually.See(
            async () =>
            {
                using var answer = await Create(admin, "meanwhile");
                return answer.StatusCode;
            },
            status => status == HttpStatusCode.Created,
            Cancellation);
        using var again = await Create(admin, "before");
        Assert.Equal((HttpStatusCode.Created, true), (again.StatusCode, again.Headers.Contains("idempotent-replayed")));
    }

    private static Task<HttpResponseMessage> Create(HttpClient admin, string id) => admin.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/admin/tenants")
        {
            Content = new StringContent($$"""{"id":"{{id}}"}""", Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", id } },
        },
        Cancellation);
}
