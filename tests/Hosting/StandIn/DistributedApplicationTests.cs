using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

/// <summary>Applications of small shell scripts, run as real processes.</summary>
public sealed class DistributedApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStream _output = new();
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    public DistributedApplicationTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The resources are shell scripts.");
        _builder.Services.AddSingleton(new LogWriter(_output, colour: false));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_start_in_order_and_stop_the_other_way_round()
    {
        var redis = AddScript("redis", Recorder("redis"));
        var silo = AddScript("silo", Recorder("silo")).WaitFor(redis);
        AddScript("api", Recorder("api")).WaitFor(silo);
        foreach (var resource in _builder.Resources)
            _builder.Services.AddHealthChecks().AddCheck(resource.Name, () => IsRecorded($"start {resource.Name}"));
        await using (var application = _builder.Build())
        {
            await application.StartAsync(Cancelled);
            await application.StopAsync(Cancelled);
        }

        Assert.Equal(["start redis", "start silo", "start api", "stop api", "stop silo", "stop redis"], File.ReadAllLines(_folder.PathOf("record")));
    }

    [Fact]
    public async Task What_a_process_writes_is_logged_under_its_name()
    {
        AddScript("talker", "echo out; echo error >&2; touch started; sleep 60", "started");
        await RunUntilReadyAsync();
        var lines = Encoding.UTF8.GetString(_output.ToArray()).Split('\n');
        Assert.Contains("talker | out", lines);
        Assert.Contains("talker | error", lines);
    }

    [Fact]
    public async Task A_process_gets_its_arguments_environment_and_folder_as_they_are()
    {
        AddScript("echo", """printf '%s|' "$1" "$2" "$GREETING" "$ASPNETCORE_URLS" "$(pwd)" > seen; touch started; sleep 60""", "started", "a b", "$HOME'\"")
            .WithEnvironment("GREETING", "grüße = \"x\"\n");
        await RunUntilReadyAsync();
        Assert.Equal($"a b|$HOME'\"|grüße = \"x\"\n||{_folder.Path}|", File.ReadAllText(_folder.PathOf("seen")));
    }

    [Theory]
    [InlineData("--operation", "publish", "--step", "publish")]
    [InlineData("--publisher", "manifest")]
    public void Publishing_is_left_to_aspire(params string[] args) =>
        Assert.Contains("-p:PlatformStack=Orleans", Assert.Throws<DistributedApplicationException>(() => DistributedApplication.CreateBuilder(args)).Message);

    [Fact]
    public async Task A_crashed_process_is_started_again()
    {
        AddScript("crasher", """if [ -e once ]; then touch started; sleep 60; else touch once; exit 7; fi""", "started");
        await RunUntilReadyAsync();
        Assert.Contains("crasher | exited with code 7; starting again in 0.5 s", Encoding.UTF8.GetString(_output.ToArray()));
    }

    public void Dispose() => _folder.Dispose();

    private static string Recorder(string name) =>
        $"trap 'echo stop {name} >> record; exit 0' TERM; echo start {name} >> record; while :; do sleep 0.05; done";

    private static HealthCheckResult IsTrue(bool healthy) => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();

    private HealthCheckResult IsRecorded(string line) =>
        IsTrue(File.Exists(_folder.PathOf("record")) && File.ReadAllLines(_folder.PathOf("record")).Contains(line));

    private async Task RunUntilReadyAsync()
    {
        await using var application = _builder.Build();
        await application.StartAsync(Cancelled);
    }

    private IResourceBuilder<ExecutableResource> AddScript(string name, string script) =>
        _builder.AddResource(new ExecutableResource(name, "/bin/sh", _folder.Path)).WithArgs("-c", script, "sh").WithHealthCheck(name);

    private IResourceBuilder<ExecutableResource> AddScript(string name, string script, string file, params string[] args)
    {
        _builder.Services.AddHealthChecks().AddCheck(name, () => IsTrue(File.Exists(_folder.PathOf(file))));
        return AddScript(name, script).WithArgs(args);
    }
}
