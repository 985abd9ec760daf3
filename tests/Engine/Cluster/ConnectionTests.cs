using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Connections;
using Platform.Tests.Engine.Behaviour;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class ConnectionTests(EngineRedis redis)
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("\u0005\0\0\0hello")]
    [InlineData("\0\0\0\0")]
    public async Task A_stranger_is_cut_off_and_others_are_served_on(string greeting)
    {
        await using var cluster = await TestCluster.StartAsync(redis);
        var grain = cluster.Client.GetGrain<ICallGrain>("stranger");
        await grain.Name();
        var gateway = cluster.Silos[0].Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint;

        using var stranger = new TcpClient();
        await stranger.ConnectAsync(gateway, TestContext.Current.CancellationToken);
        await stranger.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting), TestContext.Current.CancellationToken);
        var read = 0;
        try
        {
            read = await stranger.GetStream().ReadAsync(new byte[100], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Reset is as good as closed.
        }

        Assert.Equal(0, read);
        Assert.Equal("stranger", await grain.Name());
    }

    [Fact]
    public async Task A_message_that_is_too_large_fails_its_call_and_the_connection_lives_on()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1, silo => silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = 100_000));
        var client = await cluster.AddClientAsync(builder => builder.Configure<ClientMessagingOptions>(options => options.MaxMessageBodySize = 100_000));
        var grain = client.GetGrain<ICallGrain>("large");

        var argument = await Assert.ThrowsAsync<OrleansException>(() => grain.Bytes(new byte[200_000], 1));
        Assert.Contains("MaxMessageBodySize", argument.Message, StringComparison.Ordinal);
        var result = await Assert.ThrowsAnyAsync<Exception>(() => grain.Bytes([1], 200_000));
        Assert.Contains("MaxMessageBodySize", result.Message, StringComparison.Ordinal);
        Assert.Equal(50_000, (await grain.Bytes(new byte[50_000], 50_000)).Length);
    }

    [Fact]
    public async Task A_silo_turns_away_who_wants_another_generation_or_cluster()
    {
        await using var cluster = await TestCluster.StartAsync(redis);
        await using var other = await TestCluster.StartAsync(redis);
        var address = cluster.Silos[0].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var older = SiloAddress.New(address.Endpoint, address.Generation - 1);

        var generation = await Assert.ThrowsAsync<ConnectionRefusedException>(() => Dial(other.Silos[0], SiloAddress.New(older.Endpoint, older.Generation), cluster.ClusterId));
        Assert.True(generation.IsOtherGeneration);
        var stranger = await Assert.ThrowsAsync<ConnectionRefusedException>(() => Dial(other.Silos[0], address, other.ClusterId));
        Assert.False(stranger.IsOtherGeneration);
        Assert.Contains(cluster.ClusterId, stranger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_waiting_requests_than_allowed_are_refused()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1, silo => silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = 2));
        var key = Guid.NewGuid().ToString("N");
        var grain = cluster.Client.GetGrain<ILifeGrain>(key);
        var calls = new List<Task> { grain.Hold(key) };
        await Signals.Wait(key + " held");
        calls.Add(grain.Silo());
        calls.Add(grain.Silo());
        await Assert.ThrowsAsync<LimitExceededException>(() => grain.Silo());
        Signals.Set(key);
        await Task.WhenAll(calls);
    }

    private static async Task Dial(IHost from, SiloAddress target, string clusterId)
    {
        var services = from.Services;
        using var dialer = new SiloDialer(
            new Handshake(new ClusterOptions { ClusterId = clusterId, ServiceId = "engine-tests" }, TimeProvider.System),
            services.GetRequiredService<Orleans.Membership.ClusterViewSource>(),
            services.GetRequiredService<Orleans.Activations.Silo>(),
            new ConnectionCounters(),
            100_000,
            () => SiloAddress.Zero,
            TimeProvider.System,
            services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>());
        await dialer.DialAsync(target);
    }
}
