using Platform.Tests.Engine;
using Platform.Tests.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(EngineRedis))]

namespace Platform.Tests.Engine;

/// <summary>One Redis server for all clusters of a test run; each cluster has an id of its own.</summary>
public sealed class EngineRedis : IAsyncLifetime
{
    private RedisServer? _server;

    public string ConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
