using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>One Redis for the tests of a collection; each test has a tenant of its own.</summary>
public sealed class SessionRedis : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
