using Xunit;

namespace Platform.Tests.Engine;

/// <summary>A silo and a client that the tests of a class share.</summary>
public sealed class OneSilo(EngineRedis redis) : IAsyncLifetime
{
    private TestCluster? _cluster;

    internal TestCluster Cluster => _cluster!;

    internal IClusterClient Client => Cluster.Client;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(redis);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
