using System.Net;
using System.Net.Http.Json;
using Platform.Contracts.Keys;
using Platform.Tests.Cluster;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Limits;

/// <summary>The silo that counts is killed: what was used before still counts.</summary>
public sealed class SiloLossTests
{
    private const int Limit = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_limit_that_is_used_up_stays_used_up_when_the_silo_that_counts_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are killed by the means of Linux.");
        var adminKey = ApiKey.Generate(ApiKey.AdminTenant);
        var settings = new Dictionary<string, string> { ["PLATFORM_ADMIN_KEY"] = adminKey };
        await using var redis = await RedisServer.StartAsync();
        await using var first = SiloProcess.Start(redis.ConnectionString, settings);
        await using var second = SiloProcess.Start(redis.ConnectionString, settings);
        await using var api = ApiProcess.Start(redis.ConnectionString);
        using var admin = HttpSteps.Client(api.Address, adminKey);
        await Eventually.See(() => Silos(admin), static silos => silos == 2, Cancellation);
        await LimitsCluster.Answer(admin.PostAsJsonAsync("/admin/tenants", new { id = "acme", limits = new { requestsPerMinute = Limit } }, Cancellation));
        var key = (await LimitsCluster.Answer(admin.PostAsJsonAsync("/admin/tenants/acme/keys", new { role = "owner" }, Cancellation))).GetProperty("key").GetString()!;
        using var http = HttpSteps.Client(api.Address, key);
        var began = TimeProvider.System.GetTimestamp();
        var passed = 0;
        while (await Status(http) == HttpStatusCode.OK)
            passed++;
        Assert.Equal(Limit, passed);

        var holder = (await admin.GrainsPerSilo("limits", Cancellation)).Single(static silo => silo.Value > 0).Key;
        await (first.Has(holder) ? first : second).Kill();
        var served = await Eventually.See(() => Silos(admin), static silos => silos == 1, Cancellation);
        Assert.Equal(1, served);
        // The count is asked for again, and answered by the silo that is left.
        await Eventually.See(
            async () =>
            {
                await Status(http);
                return (await admin.GrainsPerSilo("limits", Cancellation)).Values.Sum();
            },
            static count => count == 1, Cancellation);
        for (var request = 0; request < 200; request++)
            Assert.NotEqual(HttpStatusCode.OK, await Status(http));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 55);
    }

    private static async Task<HttpStatusCode> Status(HttpClient http)
    {
        using var answer = await http.GetAsync("/v1/models", Cancellation);
        return answer.StatusCode;
    }

    private static async Task<int> Silos(HttpClient admin)
    {
        try
        {
            return (await admin.GrainsPerSilo("limits", Cancellation)).Count;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet, or knows no key yet.
            return 0;
        }
    }
}
