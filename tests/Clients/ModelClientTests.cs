using Xunit;

namespace Platform.Tests.Clients;

/// <summary>What is expected of clients that also know the Models API.</summary>
public abstract class ModelClientTests(ReplicatedPlatform platform, ClientStories client) : ClientTests(platform, client)
{
    [Fact]
    public async Task it_lists_models_and_agents_and_finds_each_by_its_name()
    {
        var outcome = await Client.Play("models");
        var ids = outcome.GetProperty("ids").EnumerateArray().Select(static id => id.GetString()).ToArray();
        Assert.Contains("builtin/echo", ids);
        Assert.Contains("agent/echo", ids);
        Assert.Equal(["agent/echo", "builtin/echo", "builtin/echo?tokens=5"], outcome.GetProperty("found").EnumerateArray().Select(static id => id.GetString()));
        Assert.Equal(404, outcome.GetProperty("unknown").GetProperty("status").GetInt32());
    }
}
