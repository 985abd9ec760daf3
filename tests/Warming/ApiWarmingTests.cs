using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Api.Requests;
using Platform.Api.Warming;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Warming;

public sealed class ApiWarmingTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_replica_takes_the_way_of_a_turn_before_it_is_ready()
    {
        await platform.Ready();
        var log = new LogCollector();
        await using var api = await Start(platform.Redis.ConnectionString, [], log);

        Assert.Contains("Information 8500", log.Text);
        Assert.DoesNotContain("Warning", log.Text);
        using var http = new HttpClient { BaseAddress = api.Address };
        using var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.True(ready.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_replica_that_is_not_warm_when_the_time_is_over_starts_all_the_same()
    {
        await platform.Ready();
        var log = new LogCollector();
        await using var api = await Start(platform.Redis.ConnectionString, new() { ["Platform:Warming:MaxSeconds"] = "0.001" }, log);

        Assert.Contains("Warning 8501", log.Text);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(61)]
    public void A_time_that_cannot_be_is_told(double seconds)
    {
        var result = new WarmingOptionsValidator().Validate(null, new WarmingOptions { MaxSeconds = seconds });
        Assert.Equal($"Platform:Warming:MaxSeconds is {seconds}: set it to 0 to 60.", Assert.Single(result.Failures!));
    }

    [Theory]
    [InlineData("http://[::]:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://0.0.0.0:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://+:80", "http://127.0.0.1/")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://127.0.0.1:41234", "http://127.0.0.1:41234/")]
    [InlineData("https://localhost:5443", null)]
    public void A_replica_finds_itself_wherever_it_listens(string listening, string? expected) =>
        Assert.Equal(expected, OwnAddress.Of([listening])?.ToString());

    private static Task<ProgramHost> Start(string redis, Dictionary<string, string> settings, LogCollector log) => ProgramHost.StartAsync(
        typeof(RequestEdge).Assembly,
        new(settings)
        {
            ["ConnectionStrings:redis"] = redis,
            ["urls"] = "http://127.0.0.1:0",
            ["Platform:Drain:Delay"] = "0",
            ["Platform:Drain:Linger"] = "0",
        },
        services => services.AddLogging(logging => logging.AddProvider(log)));
}
