using Platform.LoadTests.Cluster;
using Platform.Tests.Hosting;
using Platform.Tuning;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>What the environment variable does to real processes: silos, API replicas, and the app host with those that it starts.</summary>
public sealed class ProfileProcessTests : IDisposable
{
    private const string Problem = "PLATFORM_PROFILE is 'fast': set it to balanced, throughput, latency or memory.";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPort.Free();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SiloPath")]
    [InlineData("ApiPath")]
    public async Task A_process_does_not_start_with_a_profile_that_does_not_exist(string program)
    {
        await using var process = new ProfileProcess(program, "fast");
        Assert.Equal(1, await process.Exit(Cancelled));
        Assert.Equal(Problem, process.Output.Trim());
    }

    [Fact]
    public async Task The_app_host_starts_nothing_with_a_profile_that_does_not_exist()
    {
        using var host = Start(new() { [TuningProfile.Variable] = "fast" });
        Assert.Equal(1, await host.ExitAsync());
        Assert.Equal($"error: {Problem}", host.Output.Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task The_app_host_gives_its_processes_the_profile_and_what_of_it_only_it_can_set_but_the_users_own_values_stay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments are read from /proc.");
        using var host = Start(new() { [TuningProfile.Variable] = "Memory", ["DOTNET_GCConserveMemory"] = "3" });
        await host.ReadyAsync();

        var processes = host.Children().Where(static child => child.Value.Contains("Silo.dll") || child.Value.Contains("Api.dll")).ToArray();
        Assert.Equal(2, processes.Length);
        foreach (var (id, _) in processes)
        {
            var environment = await EnvironmentOf(id);
            Assert.Equal("memory", environment[TuningProfile.Variable]);
            Assert.Equal("3", environment["DOTNET_GCConserveMemory"]);
            foreach (var (name, value) in TuningProfiles.Memory.RuntimeVariables.Where(static variable => variable.Key != "DOTNET_GCConserveMemory"))
                Assert.Equal(value, environment[name]);
        }

        // Each says so, and lacks nothing.
        Assert.Equal(2, host.Output.Split("Tuning profile memory").Length - 1);
        Assert.DoesNotContain("without its part", host.Output, StringComparison.Ordinal);
        host.Signal("TERM");
        Assert.Equal(0, await host.ExitAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Dictionary<string, string>> EnvironmentOf(int process) =>
        (await File.ReadAllTextAsync($"/proc/{process}/environ", Cancelled))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(static variable => variable.Split('=', 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1]);

    private AppHostProcess Start(Dictionary<string, string> environment) =>
        AppHostProcess.Start(environment, "--silos", "1", "--port", $"{_port}", "--data", _folder.Path);
}
