using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Platform.AppHost.Redis;
using Platform.LoadTests.Cluster;

namespace Platform.Tests.TestKit;

/// <summary>A Redis server of its own on a free loopback port, with its data in a folder that goes with it.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder;
    private Process _process;

    private RedisServer(int port, string folder, Process process) => (Port, _folder, _process) = (port, folder, process);

    public int Port { get; }

    public string ConnectionString => $"127.0.0.1:{Port}";

    public int ProcessId => _process.Id;

    public static async Task<RedisServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("platform-redis-").FullName;
        var port = LoopbackPort.Free();
        var server = new RedisServer(port, folder, Launch(port, folder));
        await server.Answers();
        return server;
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Starts it again on the same port with the same data.</summary>
    public async Task RestartAsync()
    {
        _process = Launch(Port, _folder);
        await Answers();
    }

    /// <summary>Stops or continues the process without ending it, by signal name (<c>STOP</c>, <c>CONT</c>). Once this is done it has happened.</summary>
    public async Task SignalAsync(string signal)
    {
        using (var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString()]))
            await kill.WaitForExitAsync();
        // The signal reaches each thread in its own time.
        while (OperatingSystem.IsLinux() && signal == "STOP" && !Directory.GetDirectories($"/proc/{_process.Id}/task").All(IsStopped))
            await Task.Yield();
    }

    private static bool IsStopped(string thread)
    {
        var stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2] is 'T' or 't';
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The same choice as the app host's, so that the tests need no more than it does.
    private static Process Launch(int port, string folder)
    {
        var server = RedisServerProgram.IsInstalled ? RedisServerProgram.In(folder, "always") : GarnetProgram.In(folder, Repository());
        return Process.Start(new ProcessStartInfo(server.Command, server.ArgumentsFor(port)) { RedirectStandardOutput = true })!;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository: install redis-server.");
    }

    private async Task Answers()
    {
        var deadline = Stopwatch.GetTimestamp() + (10 * Stopwatch.Frequency);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
                var answer = new byte[64];
                if (await client.GetStream().ReadAsync(answer) > 0 && answer[0] == '+')
                    return;
            }
            catch (SocketException) when (Stopwatch.GetTimestamp() < deadline)
            {
            }

            if (Stopwatch.GetTimestamp() > deadline)
                throw new TimeoutException($"Redis does not answer on port {Port}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
