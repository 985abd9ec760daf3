using Xunit;

namespace Platform.Tests.Clients;

/// <summary>What is expected of clients that can also read, follow, cancel and delete responses.</summary>
public abstract class StoredResponseClientTests(ReplicatedPlatform platform, ClientStories client) : ResponseClientTests(platform, client)
{
    [Fact]
    public async Task a_response_is_read_and_deleted_on_any_replica()
    {
        var outcome = await Client.Play("stored");
        Assert.Equal(("echo: keep", "v"), (outcome.GetProperty("text").GetString(), outcome.GetProperty("label").GetString()));
        Assert.Equal(["keep"], outcome.GetProperty("inputs").EnumerateArray().Select(static input => input.GetString()));
        Assert.Equal(404, outcome.GetProperty("gone").GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task a_stream_that_was_left_is_followed_on_the_other_replica_from_where_it_was()
    {
        var outcome = await Client.Play("resumed");
        Assert.True(outcome.GetProperty("inOrder").GetBoolean());
        Assert.Equal(outcome.GetProperty("whole").GetString(), outcome.GetProperty("text").GetString());
        Assert.StartsWith("echo: on and on", outcome.GetProperty("text").GetString());
    }

    [Fact]
    public async Task a_response_in_the_background_is_cancelled()
    {
        var outcome = await Client.Play("background");
        Assert.Contains(outcome.GetProperty("begun").GetString(), new[] { "queued", "in_progress" });
        Assert.Equal("cancelled", outcome.GetProperty("cancelled").GetString());
        Assert.Equal("cancelled", outcome.GetProperty("found").GetString());
    }
}
