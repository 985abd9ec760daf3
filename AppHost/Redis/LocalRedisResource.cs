namespace Platform.AppHost.Redis;

/// <summary>A Redis-compatible server that runs as a process of this machine.</summary>
/// <param name="name">The name of the resource and of its connection string.</param>
/// <param name="server">What to run.</param>
/// <param name="port">The loopback port it listens on.</param>
internal sealed class LocalRedisResource(string name, RedisServer server, int port)
    : ExecutableResource(name, server.Command, server.WorkingDirectory), IResourceWithConnectionString
{
    public string Host => "127.0.0.1";

    public int Port { get; } = port;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Address}");

    private string Address => $"{Host}:{Port}";

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port.ToString()}")),
        new("Uri", ReferenceExpression.Create($"redis://{Address}")),
    ];
}
