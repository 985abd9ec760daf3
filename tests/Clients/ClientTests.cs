using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>What is expected of every client alike, of Chat Completions and of Responses, on two replicas that take its requests in turns.</summary>
public abstract class ClientTests(ReplicatedPlatform platform, ClientStories client) : StoryTests(platform, client)
{
    [Fact]
    public async Task it_chats_with_an_agent_as_its_model()
    {
        var outcome = await Client.Play("chat");
        Assert.Equal("echo: hello", Text(outcome, "text"));
        Assert.True(outcome.GetProperty("tokens").GetInt32() > 0);
        if (Client.Done is { } done)
            Assert.Equal(done, Text(outcome, "finish"));
    }

    [Fact]
    public async Task it_streams_with_the_usage_at_the_end()
    {
        var outcome = await Client.Play("stream");
        Assert.Equal("echo: hello", Text(outcome, "text"));
        Assert.True(outcome.GetProperty("tokens").GetInt32() > 0);
        if (Client.Done is { } done)
            Assert.Equal(done, Text(outcome, "finish"));
    }

    [Theory]
    [InlineData("tools")]
    [InlineData("streamedTools")]
    public async Task tools_go_round(string story)
    {
        var outcome = await Client.Play(story);
        Assert.Equal(JsonValueKind.String, Assert.Single(outcome.GetProperty("called").EnumerateArray()).GetProperty("city").ValueKind);
        Assert.Equal("echo: weather? (the tool said: sunny)", Text(outcome, "text"));
    }

    [Fact]
    public async Task a_schema_shapes_the_answer() =>
        Assert.Equal(JsonValueKind.String, (await Client.Play("schema")).GetProperty("city").ValueKind);

    [Fact]
    public async Task a_session_goes_on_from_replica_to_replica()
    {
        var outcome = await Client.Play("session");
        Assert.Equal(
            ["1 messages. echo: one", "3 messages. echo: two", "5 messages. echo: three"],
            outcome.GetProperty("texts").EnumerateArray().Select(static text => text.GetString()));
        var history = await Platform.History(Text(outcome, "session"), Cancellation);
        Assert.Equal(["one", "two", "three"], history.Where((_, index) => index % 2 == 0));
        Assert.Equal(6, history.Length);
    }

    [Fact]
    public async Task it_is_told_what_is_wrong()
    {
        var outcome = await Client.Play("errors");
        Assert.Equal((401, "invalid_api_key"), Error(outcome, "key"));
        Assert.Equal((404, "model_not_found"), Error(outcome, "model"));
        Assert.Equal((404, "model_not_found"), Error(outcome, "agent"));
        Assert.Equal((400, "invalid_value"), Error(outcome, "field"));
        Assert.Contains($"'{Text(outcome.GetProperty("field"), "param")}' must", Text(outcome.GetProperty("field"), "message"));
    }

    [Fact]
    public async Task a_busy_session_is_told_at_the_first_try()
    {
        // The session is busy with a stream that has sent its first piece and goes on for minutes.
        var outcome = await Client.Play("busy");
        Assert.Equal((409, "session_busy"), (outcome.GetProperty("status").GetInt32(), Text(outcome, "code")));
        Assert.Equal(["409"], Texts(outcome, "tries"));
    }

    [Fact]
    public async Task a_request_whose_answer_was_lost_is_sent_again_and_runs_once()
    {
        var outcome = await Client.Play("retry");
        Assert.Equal(["lost", "200"], Texts(outcome, "tries"));
        Assert.Equal("echo: once", Text(outcome, "text"));
        Assert.Equal(["once", "echo: once"], await Platform.History(Text(outcome, "session"), Cancellation));
    }

    [Fact]
    public async Task a_stream_can_be_left_and_its_turn_is_in_the_session_all_the_same()
    {
        var outcome = await Client.Play("abort");
        Assert.InRange(outcome.GetProperty("pieces").GetInt32(), 1, 19);
        var history = await Eventually.See(
            () => Platform.History(Text(outcome, "session"), Cancellation), static messages => messages.Length == 2, Cancellation);
        Assert.StartsWith("echo: on and on echo: on and on", history[1]);
    }

    [Fact]
    public async Task a_stream_that_breaks_is_an_error_and_not_an_end()
    {
        var outcome = await Client.Play("breakdown");
        Assert.Equal("echo: x", Text(outcome, "text"));
        if (!Client.TellsWhyAStreamBroke)
            return;
        Assert.Contains("died after 3 tokens", Text(outcome, "message"));
        Assert.Equal("provider_failed", Text(outcome, "code"));
    }
}
