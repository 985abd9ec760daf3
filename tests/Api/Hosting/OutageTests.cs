using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Hosting;

/// <summary>An API replica whose cluster is not there.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_replica_without_a_silo_is_alive_but_not_ready_and_asks_its_callers_to_come_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var api = await StartAsync(redis.ConnectionString);
        using var client = new HttpClient { BaseAddress = api.Address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", Cancellation)).StatusCode);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey.Generate("demo"));
        using var answer = await client.GetAsync("/v1/models", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Envelope.Checked(JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task a_replica_becomes_ready_when_a_silo_comes_and_not_ready_when_it_leaves()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var api = await StartAsync(redis.ConnectionString);
        using var client = new HttpClient { BaseAddress = api.Address };
        await using (await ProgramHost.StartAsync(typeof(global::Platform.Silo.Models.IChatModel).Assembly, Settings(redis.ConnectionString)))
            await Becomes(client, HttpStatusCode.OK);
        await Becomes(client, HttpStatusCode.ServiceUnavailable);
    }

    private static Task Becomes(HttpClient client, HttpStatusCode status) => Eventually.See(
        async () =>
        {
            using var answer = await client.GetAsync("/health/ready", Cancellation);
            return answer.StatusCode;
        },
        seen => seen == status,
        Cancellation);

    private static Task<ProgramHost> StartAsync(string redis) => ProgramHost.ListenAsync(
        typeof(global::Platform.Api.Requests.RequestEdge).Assembly,
        Settings(redis),
        static services => services.PostConfigure<ClientMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(1)));

    private static Dictionary<string, string> Settings(string redis) => new()
    {
        ["ConnectionStrings:redis"] = redis,
        ["urls"] = "http://127.0.0.1:0",
        ["Platform:Drain:Delay"] = "0",
        ["Platform:Drain:Linger"] = "0",
        ["Logging:LogLevel:Default"] = "None",
    };
}
