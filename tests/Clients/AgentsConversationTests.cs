using Xunit;

namespace Platform.Tests.Clients;

/// <summary>The npm package <c>@openai/agents</c> with the memory that it keeps by the Conversations API.</summary>
public sealed class AgentsConversationTests(ReplicatedPlatform platform) : StoryTests(platform, new NodeStories(platform, "agents-conversations.mjs"))
{
    [Fact]
    public async Task its_memory_goes_on_from_replica_to_replica_and_is_a_session()
    {
        var outcome = await Client.Play("session");
        string[] texts = ["1 messages. echo: one", "3 messages. echo: two", "5 messages. echo: three"];
        Assert.Equal(texts, Texts(outcome, "texts"));
        Assert.Equal(["one", texts[0], "two", texts[1], "three", texts[2]], Texts(outcome, "items"));
        Assert.Equal(["three", texts[2]], Texts(outcome, "newest"));
        Assert.Equal(Texts(outcome, "items"), await Platform.History(Text(outcome, "session"), Cancellation));
    }

    [Fact]
    public async Task its_memory_has_the_calls_of_tools_and_their_results()
    {
        var outcome = await Client.Play("tools");
        Assert.Equal("echo: weather? (the tool said: sunny)", Text(outcome, "text"));
        Assert.Equal(["message", "function_call", "function_call_result", "message"], Texts(outcome, "kinds"));
        Assert.Equal(["weather?", "", "sunny", Text(outcome, "text")], await Platform.History(Text(outcome, "session"), Cancellation));
    }

    [Fact]
    public async Task its_newest_item_is_taken_back_and_the_whole_cleared()
    {
        var outcome = await Client.Play("life");
        Assert.Equal("echo: one", Text(outcome, "popped"));
        Assert.Equal(["one"], Texts(outcome, "left"));
        Assert.Equal((404, "conversation_not_found"), Error(outcome, "gone"));
    }
}
