namespace Platform.AppHost.Redis;

/// <summary>Microsoft's Redis-compatible server, a .NET tool of this repository that is restored when it is first needed.</summary>
internal static class GarnetProgram
{
    public const string Name = "garnet";

    /// <summary>Describes a server whose append-only file lies in a folder. Restores the tool when it is not there yet.</summary>
    /// <param name="folder">The folder of its data.</param>
    /// <param name="repository">The folder of the repository, where the tool is listed.</param>
    /// <exception cref="AppHostError">The tool cannot be restored, or does not keep what it is given.</exception>
    public static RedisServer In(string folder, string repository)
    {
        var tool = DotnetTool.Restored("garnet-server", repository);
        var server = new RedisServer(
            "dotnet",
            [
                tool.Assembly,
                "-q",
                "--bind", "127.0.0.1",
                "--lua",
                // Without it scripts run beside each other, and one that looks before it writes has seen what is no longer so.
                "--lua-transaction-mode",
                "--aof",
                // Otherwise it answers before it has written, and kill -9 loses what it has just acknowledged.
                "--aof-commit-wait",
                "--recover",
                "--checkpointdir", folder,
                // The default device accepts writes and stores nothing where libaio is missing.
                "--device-type", "RandomAccess",
                // What is taken at once. Data takes memory as it grows.
                "--index", "16m",
                "--aof-memory", "64m",
            ],
            "--port",
            folder);
        DurabilityProof.EnsureAsync(server, tool.Version).GetAwaiter().GetResult();
        return server;
    }
}
