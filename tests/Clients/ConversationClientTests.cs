using Xunit;

namespace Platform.Tests.Clients;

/// <summary>What is expected of clients of the Conversations API.</summary>
public abstract class ConversationClientTests(ReplicatedPlatform platform, ClientStories client) : StoryTests(platform, client)
{
    [Fact]
    public async Task a_conversation_is_created_read_changed_and_deleted_on_any_replica()
    {
        var outcome = await Client.Play("life");
        Assert.StartsWith("conv_", Text(outcome, "id"));
        Assert.Equal(["demo", "demo", "other"], Texts(outcome, "labels"));
        Assert.True(outcome.GetProperty("isOne").GetBoolean());
        Assert.Equal(["one"], Texts(outcome, "items"));
        Assert.True(outcome.GetProperty("deleted").GetBoolean());
        Assert.Equal((404, "conversation_not_found"), Error(outcome, "gone"));
    }

    [Fact]
    public async Task its_items_are_added_listed_in_pages_and_taken_out()
    {
        var outcome = await Client.Play("items");
        Assert.Equal(["two", "three", "four"], Texts(outcome, "added"));
        Assert.Equal("two", Text(outcome, "found"));
        Assert.Equal(["one", "two", "three", "four"], Texts(outcome, "oldestFirst"));
        Assert.Equal(["four", "three", "two", "one"], Texts(outcome, "newestFirst"));
        Assert.True(outcome.GetProperty("isLeft").GetBoolean());
        Assert.Equal(["one", "three", "four"], Texts(outcome, "rest"));
        Assert.Equal((404, "item_not_found"), Error(outcome, "gone"));
    }

    [Fact]
    public async Task responses_go_on_in_it_from_replica_to_replica_and_it_is_a_session()
    {
        var outcome = await Client.Play("session");
        string[] texts = ["1 messages. echo: one", "3 messages. echo: two", "5 messages. echo: three"];
        Assert.Equal(texts, Texts(outcome, "texts"));
        Assert.Equal(["one", texts[0], "two", texts[1], "three", texts[2]], Texts(outcome, "items"));
        Assert.Equal(Texts(outcome, "items"), await Platform.History(Text(outcome, "session"), Cancellation));
        var session = await Platform.Session(Text(outcome, "session"), Cancellation);
        Assert.Equal(("demo", 6), (Text(session.GetProperty("metadata"), "topic"), session.GetProperty("messageCount").GetInt32()));
    }

    [Fact]
    public async Task a_tool_goes_round_in_it_and_each_step_is_an_item()
    {
        var outcome = await Client.Play("tools");
        Assert.Equal(["message", "function_call", "function_call_output", "message"], Texts(outcome, "kinds"));
        Assert.True(outcome.GetProperty("sameIds").GetBoolean());
    }

    [Fact]
    public async Task items_whose_answer_was_lost_are_sent_again_and_added_once()
    {
        var outcome = await Client.Play("retry");
        Assert.Equal(["lost", "200"], Texts(outcome, "tries"));
        Assert.Equal("once", Text(outcome, "text"));
        Assert.Equal(["once"], await Platform.History(Text(outcome, "session"), Cancellation));
    }

    [Fact]
    public async Task it_is_told_what_is_wrong()
    {
        var outcome = await Client.Play("errors");
        Assert.Equal((404, "conversation_not_found"), Error(outcome, "conversation"));
        Assert.Equal((404, "conversation_not_found"), Error(outcome, "response"));
        Assert.Equal((404, "item_not_found"), Error(outcome, "item"));
        Assert.Equal((400, "invalid_value"), Error(outcome, "field"));
        Assert.Equal("items[1].role", Text(outcome.GetProperty("field"), "param"));
        Assert.Equal((400, "invalid_value"), Error(outcome, "labels"));
        Assert.Equal("metadata.topic", Text(outcome.GetProperty("labels"), "param"));
    }
}
