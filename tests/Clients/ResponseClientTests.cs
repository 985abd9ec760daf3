using Xunit;

namespace Platform.Tests.Clients;

/// <summary>What is expected of clients of the Responses API beyond what is expected of every client.</summary>
public abstract class ResponseClientTests(ReplicatedPlatform platform, ClientStories client) : ClientTests(platform, client)
{
    [Fact]
    public async Task a_response_goes_on_from_the_one_before_on_the_other_replica() => Assert.Equal(
        ["1 messages. echo: one", "3 messages. echo: two", "5 messages. echo: three"],
        (await Client.Play("chain")).EnumerateArray().Select(static text => text.GetString()));
}
