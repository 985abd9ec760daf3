namespace Platform.AppHost.Redis;

/// <summary>A Redis-compatible server program and how to run it with durable data.</summary>
/// <param name="Command">The program.</param>
/// <param name="Arguments">Its arguments, without the port.</param>
/// <param name="PortOption">The option that takes the port.</param>
/// <param name="WorkingDirectory">The folder of its data.</param>
internal sealed record RedisServer(string Command, string[] Arguments, string PortOption, string WorkingDirectory)
{
    public string[] ArgumentsFor(int port) => [.. Arguments, PortOption, $"{port}"];
}
