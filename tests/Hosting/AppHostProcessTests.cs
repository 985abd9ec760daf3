using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Platform.AppHost.Redis;
using Platform.LoadTests.Cluster;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>The app host as a person runs it: start, use, Ctrl+C, kill -9.</summary>
public sealed class AppHostProcessTests : IDisposable
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);
    private static readonly string[] RedisPrograms = ["redis-server", "garnet"];

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPort.Free();

    public AppHostProcessTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are listed by /proc.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_prints_its_keys_and_stops_everything_when_asked()
    {
        using var host = Start("--silos", "2", "--apis", "2");
        await host.ReadyAsync();
        using var http = new HttpClient();
        using var response = await http.GetAsync($"http://localhost:{_port}/health/ready", Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var keys = File.ReadLines(_folder.PathOf("keys.env")).Select(line => line.Split('=', 2)[1]).ToArray();
        Assert.All(keys, key => Assert.Contains(key, host.Output));
        Assert.Contains($"curl -s http://localhost:{_port}/v1/chat/completions -H \"Authorization: Bearer {keys[2]}\"", host.Output);

        var children = host.Children();
        Assert.Equal(2, children.Values.Count(command => command.Contains("Silo.dll")));
        Assert.Equal(2, children.Values.Count(command => command.Contains("Api.dll")));
        host.Signal("TERM");
        Assert.Equal(0, await host.ExitAsync());
        Assert.Empty(await AppHostProcess.StillRunningAsync(children, TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Killed_without_warning_it_leaves_no_process_behind_and_loses_no_data(string server)
    {
        string keys;
        using (var host = Start("--silos", "1", "--redis", server))
        {
            await host.ReadyAsync();
            keys = await File.ReadAllTextAsync(_folder.PathOf("keys.env"), Cancelled);
            Assert.Equal("OK", await RedisAsync("SET", "kept", "value"));
            var children = host.Children();
            Assert.True(children.Count >= 4, $"Redis, silo, API and watchdog: {string.Join("; ", children.Values)}");
            host.Kill();
            Assert.Empty(await AppHostProcess.StillRunningAsync(children, KillPatience));
        }

        using var next = Start("--silos", "1");
        await next.ReadyAsync();
        Assert.Equal("value", await RedisAsync("GET", "kept"));
        Assert.Equal(keys, await File.ReadAllTextAsync(_folder.PathOf("keys.env"), Cancelled));
        next.Signal("INT");
        Assert.Equal(0, await next.ExitAsync());
    }

    [Fact]
    public async Task A_killed_silo_is_started_again()
    {
        using var host = Start("--silos", "1");
        await host.ReadyAsync();
        var silo = host.Children().Single(child => child.Value.Contains("Silo.dll"));
        System.Diagnostics.Process.GetProcessById(silo.Key).Kill();
        var another = await PollAsync(() => host.Children().Keys.FirstOrDefault(id => id != silo.Key && host.Children().GetValueOrDefault(id, "").Contains("Silo.dll")));
        Assert.NotEqual(0, another);
        Assert.Contains("exited with code 137", host.Output);
        host.Signal("TERM");
        Assert.Equal(0, await host.ExitAsync());
    }

    [Fact]
    public async Task A_taken_port_is_an_error_that_names_the_option()
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        using var host = Start();
        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains($"--port {_port} is already in use: choose another with --port N", host.Output);
        Assert.False(File.Exists(_folder.PathOf("keys.env")));
    }

    [Fact]
    public async Task A_second_app_host_on_the_same_data_is_refused()
    {
        using var data = AppHost.DataDirectory.Open(_folder.Path);
        using var host = Start();
        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains($"another app host uses {_folder.Path}", host.Output);
    }

    [Fact]
    public async Task A_wrong_option_and_a_call_for_help_start_nothing()
    {
        using var wrong = Start("--silos", "many");
        Assert.Equal(2, await wrong.ExitAsync());
        Assert.Contains("--silos must be a number from 1 to 32, not 'many'", wrong.Output);
        using var help = Start("--help");
        Assert.Equal(0, await help.ExitAsync());
        Assert.Contains("--appendfsync", help.Output);
    }

    public static TheoryData<string> Servers() =>
        [.. RedisPrograms.Where(server => server != RedisServerProgram.Name || RedisServerProgram.IsInstalled)];

    public void Dispose() => _folder.Dispose();

    private static async Task<T?> PollAsync<T>(Func<T> look)
        where T : struct
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!patience.IsCancellationRequested)
        {
            if (look() is var found && !found.Equals(default(T)))
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
        }

        return null;
    }

    private AppHostProcess Start(params string[] args) => AppHostProcess.Start(["--port", $"{_port}", "--data", _folder.Path, .. args]);

    private async Task<string> RedisAsync(params string[] command)
    {
        var port = int.Parse(await File.ReadAllTextAsync(_folder.PathOf("redis.port"), Cancelled), CultureInfo.InvariantCulture);
        return await RespConnection.AskAsync($"127.0.0.1:{port}", command, Cancelled);
    }
}
