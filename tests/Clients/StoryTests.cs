using System.Text.Json;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>Plays a client's stories on two replicas that take its requests in turns.</summary>
public abstract class StoryTests(ReplicatedPlatform platform, ClientStories client) : IDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ReplicatedPlatform Platform => platform;

    protected ClientStories Client => client;

    public void Dispose()
    {
        client.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task its_requests_were_spread_over_both_replicas_and_it_came_to_its_end()
    {
        var requests = (await Client.Play("replicas")).EnumerateArray().Select(static count => count.GetInt32()).ToArray();
        Assert.Equal(2, requests.Length);
        Assert.InRange(requests[0] - requests[1], 0, 1);
        Assert.NotEqual(0, requests[1]);
    }

    protected static string Text(JsonElement outcome, string name) => outcome.GetProperty(name).GetString()!;

    protected static IEnumerable<string?> Texts(JsonElement outcome, string name) => outcome.GetProperty(name).EnumerateArray().Select(static text => text.GetString());

    protected static (int Status, string Code) Error(JsonElement outcome, string name) =>
        (outcome.GetProperty(name).GetProperty("status").GetInt32(), Text(outcome.GetProperty(name), "code"));
}
