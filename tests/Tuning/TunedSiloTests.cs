using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Platform.Silo.Sessions;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Platform.Tuning;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>Silos that are started on their own, with a profile and nothing else that belongs to it.</summary>
public sealed class TunedSiloTests : IAsyncLifetime
{
    private readonly LogCollector _log = new();
    private RedisServer? _redis;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _redis?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("throughput")]
    [InlineData("latency")]
    [InlineData("memory")]
    public async Task It_starts_with_what_the_profile_sets_and_says_what_of_it_is_missing(string name)
    {
        await using var silo = await Start(new() { [TuningProfile.Variable] = name });

        var profile = TuningProfile.Find(name)!;
        var configuration = silo.Services.GetRequiredService<IConfiguration>();
        Assert.All(profile.Settings, setting => Assert.Equal(setting.Value, configuration[setting.Key]));
        Assert.Equal(
            TimeSpan.Parse(profile.Settings["Orleans:GrainCollection:CollectionAge"], null),
            silo.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value.CollectionAge);
        var missing = string.Join(' ', profile.RuntimeVariables.Select(static variable => $"{variable.Key}={variable.Value}"));
        Assert.Contains($"Warning 9102 Tuning profile {name}, without its part of the .NET runtime", _log.Text, StringComparison.Ordinal);
        Assert.Contains($"Add to its environment: {missing} ", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_profile_it_is_the_balanced_one_and_nothing_is_missing()
    {
        await using var silo = await Start([]);

        Assert.Contains("Information 9101 Tuning profile balanced", _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9102", _log.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(15), silo.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value.CollectionAge);
        Assert.Equal(new SessionOptions().MaxSeatWait, silo.Services.GetRequiredService<IOptions<SessionOptions>>().Value.MaxSeatWait);
    }

    [Fact]
    public async Task What_the_user_sets_himself_wins_and_the_rest_of_the_profile_stays()
    {
        await using var silo = await Start(new()
        {
            [TuningProfile.Variable] = "memory",
            ["orleans:graincollection:collectionage"] = "00:40:00",
            ["Platform:Sessions:ReplayWindow"] = "00:02:30",
        });

        var collection = silo.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Assert.Equal(TimeSpan.FromMinutes(40), collection.CollectionAge);
        Assert.Equal(TimeSpan.Parse(TuningProfiles.Memory.Settings["Orleans:GrainCollection:CollectionQuantum"], null), collection.CollectionQuantum);
        Assert.Equal(TimeSpan.FromSeconds(150), silo.Services.GetRequiredService<IOptions<SessionOptions>>().Value.ReplayWindow);
    }

    private Task<ProgramHost> Start(Dictionary<string, string> settings) => ProgramHost.StartAsync(
        typeof(SessionOptions).Assembly,
        new(settings) { ["ConnectionStrings:redis"] = _redis!.ConnectionString, ["urls"] = "http://127.0.0.1:0", ["Platform:Warming:MaxSeconds"] = "0" },
        services => services.AddLogging(logging => logging.AddProvider(_log)));
}
