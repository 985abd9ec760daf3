using System.Net;
using System.Net.Http.Json;
using Platform.Contracts.Keys;
using Platform.Tests.Erasure;
using Platform.Tests.TestKit;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>An erasure whose silo is lost in the middle of it.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class ErasureTests(ProcessCluster cluster) : IAsyncLifetime
{
    private const int Sessions = 600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task An_erasure_whose_silo_is_killed_is_finished_when_it_is_sent_again()
    {
        var user = "lost-" + Guid.NewGuid().ToString("n");
        using var http = cluster.Client(0);
        using var redis = await ConnectionMultiplexer.ConnectAsync(cluster.Redis.ConnectionString);
        await Parallel.ForAsync(0, Sessions, Cancellation, async (number, cancellation) =>
        {
            using var created = await http.PostAsJsonAsync("/v1/sessions", new { id = $"s{number}-{user}", agentId = "assistant", userId = user }, cancellation);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        });
        Assert.NotEmpty((await StoreScan.Of(redis.GetDatabase())).Find(user));
        using (var listed = await http.GetAsync($"/v1/sessions?userId={user}", Cancellation))
            listed.EnsureSuccessStatusCode();
        var silo = await cluster.SiloWith("user", Cancellation);

        var first = http.DeleteAsync($"/v1/users/{user}", Cancellation);
        var erasure = StoreKey.UserErasure(GrainKey.ForUser("demo", user));
        await Eventually.See(async () => first.IsCompleted || await redis.GetDatabase().KeyExistsAsync(erasure), static begun => begun, Cancellation);
        await silo.Kill();
        using (var answer = await first)
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable });
        await Eventually.See(Erase, static status => status == HttpStatusCode.OK, Cancellation);

        Assert.Empty((await StoreScan.Of(redis.GetDatabase())).Find(user));

        async Task<HttpStatusCode> Erase()
        {
            using var answer = await http.DeleteAsync($"/v1/users/{user}", Cancellation);
            return answer.StatusCode;
        }
    }
}
