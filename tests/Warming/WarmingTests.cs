using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Platform.Contracts.Keys;
using Platform.Silo.Models;
using Platform.Silo.Warming;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Warming;

/// <summary>Silos of their own, each on a Redis of its own: what a start leaves behind can be seen.</summary>
public sealed class WarmingTests : IAsyncLifetime
{
    private const string Model = "compatible/fake/model";

    private readonly LogCollector _log = new();
    private RedisServer? _redis;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _redis?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_rehearsed_is_stored_like_any_turn_and_taken_back()
    {
        await using var silo = await Start([]);

        // A session was entered among those of its tenant, and there is none.
        Assert.Contains("zrandmember", await CommandStatistics.Of(_redis!));
        Assert.Contains("4201", _log.Text);
        Assert.DoesNotContain("Warning 42", _log.Text);
        Assert.DoesNotContain(await Keys(), static key => key.Contains('~') || key.StartsWith(StoreKey.Prefix + "session", StringComparison.Ordinal));
        Assert.DoesNotContain(await Keys(), static key => key.Contains("unposted", StringComparison.Ordinal) || key.Contains("ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warming_can_be_switched_off()
    {
        await using var silo = await Start(new() { ["Platform:Warming:MaxSeconds"] = "0", ["Platform:Warming:Agents:0:TenantId"] = "nobody", ["Platform:Warming:Agents:0:AgentId"] = "nothing" });

        Assert.DoesNotContain("zrandmember", await CommandStatistics.Of(_redis!));
        Assert.DoesNotContain("Platform:Warming", _log.Text);
        Assert.DoesNotContain(" 4201 ", _log.Text);
    }

    [Fact]
    public async Task An_agent_that_is_not_there_is_told_and_does_not_keep_the_silo_from_starting()
    {
        await using var silo = await Start(new() { ["Platform:Warming:Agents:0:TenantId"] = "nobody", ["Platform:Warming:Agents:0:AgentId"] = "nothing" });

        Assert.Contains("Agent nothing of tenant nobody is to be warmed", _log.Text);
    }

    [Fact]
    public async Task The_provider_of_a_named_agent_is_connected_to_without_a_key_and_without_a_question()
    {
        await using var provider = await FakeOpenAiServer.Start();
        await using var silo = await Start(Demo(provider.Address));

        var request = await provider.Received(Cancellation);
        Assert.Null(request.Header("Authorization"));
        Assert.Null(request.Body);
        Assert.Equal(1, provider.Requests);
        // Its agent was made by this very start, after the silo had joined.
        Assert.DoesNotContain("is to be warmed", _log.Text);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_holds_the_silo_up_no_longer_than_allowed()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var silo = await Start(new(Demo($"http://{silent.LocalEndpoint}")) { ["Platform:Warming:MaxSeconds"] = "1" });

        Assert.Contains("took longer than the 1 s", _log.Text);
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_no_warning()
    {
        await using var silo = await Start(Demo("http://127.0.0.1:1"));

        Assert.DoesNotContain("Warning 42", _log.Text);
        Assert.Contains("with 1 agents", _log.Text);
    }

    [Fact]
    public async Task How_long_idle_grains_stay_can_be_configured()
    {
        await using var silo = await Start(new()
        {
            ["Platform:Warming:MaxSeconds"] = "0",
            ["Orleans:GrainCollection:CollectionAge"] = "00:00:40",
            ["Orleans:GrainCollection:CollectionQuantum"] = "00:00:03",
        });

        var collection = silo.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Assert.Equal(TimeSpan.FromSeconds(40), collection.CollectionAge);
        Assert.Equal(TimeSpan.FromSeconds(3), collection.CollectionQuantum);
    }

    [Fact]
    public void Settings_that_do_not_hold_are_told_with_their_values()
    {
        var options = new WarmingOptions { MaxSeconds = 61, Agents = [new() { TenantId = "UP", AgentId = "" }] };

        var failures = new WarmingOptionsValidator().Validate(null, options).Failures!.ToArray();

        Assert.Equal(3, failures.Length);
        Assert.Contains("Platform:Warming:MaxSeconds is 61: set it to 0 to 60.", failures);
        Assert.Contains(failures, static failure => failure.Contains("Agents:0:TenantId is 'UP'", StringComparison.Ordinal));
        Assert.Contains(failures, static failure => failure.Contains("Agents:0:AgentId is ''", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Demo(string address) => new()
    {
        ["PLATFORM_KEY"] = ApiKey.Generate("demo"),
        ["Platform:DemoModels"] = Model,
        ["Platform:Models:Compatible:fake:BaseUrl"] = address,
        ["Platform:Warming:Agents:0:TenantId"] = "demo",
        ["Platform:Warming:Agents:0:AgentId"] = "assistant",
    };

    private Task<ProgramHost> Start(Dictionary<string, string> settings) => ProgramHost.StartAsync(
        typeof(IChatModel).Assembly,
        new(settings) { ["ConnectionStrings:redis"] = _redis!.ConnectionString, ["urls"] = "http://127.0.0.1:0" },
        services => services.AddLogging(logging => logging.AddProvider(_log)));

    private async Task<string[]> Keys()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(_redis!.ConnectionString);
        return [.. redis.GetServer(redis.GetEndPoints()[0]).Keys().Select(static key => (string)key!)];
    }
}
