using Platform.LoadTests.Grains;
using Platform.LoadTests.Load;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class GrainSiloTests
{
    [Fact]
    public async Task A_silo_of_its_own_answers_stores_and_drives()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync();
        await using var silo = await GrainSilo.Start(redis.ConnectionString, cancellationToken);
        await using var client = await GrainClient.Connect(silo, cancellationToken);

        Assert.Equal(8, await client.Cluster.GetGrain<IPingGrain>(1).Ping(7));
        Assert.Equal(9, await client.Cluster.GetGrain<IPingGrain>(1).Store(8));
        var figures = await client.Cluster.GetGrain<IDriveGrain>(1).Drive(TimeSpan.FromMilliseconds(50));
        Assert.True(figures.Calls > 0);
        Assert.True(figures.Elapsed >= TimeSpan.FromMilliseconds(50));
        Assert.NotEmpty(figures.Sampled);
    }

    [Fact]
    public async Task A_wrong_number_fails_the_run()
    {
        using var worker = new GrainWorker(Task.FromResult);
        await Assert.ThrowsAsync<LoadFailedException>(async () => await worker.Next(TestContext.Current.CancellationToken));
    }
}
