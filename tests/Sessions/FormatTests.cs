using System.Text;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class FormatTests(SessionRedis redis)
{
    [Fact]
    public void An_entry_reads_back_as_it_was_written()
    {
        var turn = Full();

        var read = StoredTurnReader.Read(StoredTurnWriter.Write(turn));

        Assert.Equivalent(turn, read, strict: true);
    }

    [Fact]
    public void An_entry_is_small_and_an_operator_can_read_it()
    {
        var text = Encoding.UTF8.GetString(StoredTurnWriter.Write(Simple("Grüße <b>", 7)));

        Assert.Equal(
            """{"v":1,"t":"01J00000000000000000000000","s":7,"at":1767225600000,"m":"builtin/echo","f":"stop","u":[3,2],"x":[{"r":"u","c":"Grüße <b>"},{"r":"a","c":"ok"}]}""",
            text);
    }

    [Fact]
    public void Any_text_survives_and_broken_surrogates_become_replacement_characters()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(1, 0x10000))]);
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

            var read = StoredTurnReader.Read(StoredTurnWriter.Write(Simple(text, 1)));

            Assert.Equal(expected, read.Messages[0].Content);
        }
    }

    [Fact]
    public void Fields_of_a_newer_release_are_ignored()
    {
        var entry = Encoding.UTF8.GetString(StoredTurnWriter.Write(Full()))
            .Replace("{\"v\":1,", "{\"new\":{\"a\":[1,{}]},\"v\":1,").Replace("{\"r\":", "{\"z\":[[]],\"r\":");

        Assert.Equivalent(Full(), StoredTurnReader.Read(Encoding.UTF8.GetBytes(entry)), strict: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"v\":2,\"t\":\"x\",\"s\":1,\"m\":\"m\",\"x\":[{\"r\":\"u\",\"c\":\"\"}]}")]
    [InlineData("{\"v\":1,\"t\":\"x\",\"s\":\"1\",\"m\":\"m\",\"x\":[{\"r\":\"u\",\"c\":\"\"}]}")]
    [InlineData("{\"v\":1,\"t\":\"x\",\"s\":1,\"m\":\"m\",\"x\":[{\"r\":\"?\",\"c\":\"\"}]}")]
    [InlineData("{\"v\":1,\"t\":\"x\",\"s\":1,\"m\":\"m\",\"x\":[7]}")]
    [InlineData("{\"v\":1,\"t\":\"x\",\"s\":1,\"m\":\"m\",\"x\":{\"a\":1}}")]
    public void What_is_no_entry_is_told_apart(string entry) =>
        Assert.Throws<FormatException>(() => StoredTurnReader.Read(Encoding.UTF8.GetBytes(entry)));

    [Fact]
    public void A_damaged_entry_is_never_anything_but_a_format_error()
    {
        var random = new Random(11);
        var good = StoredTurnWriter.Write(Full());
        for (var round = 0; round < 20_000; round++)
        {
            var bad = good[..random.Next(good.Length + 1)];
            for (var change = 0; change < 3 && bad.Length > 0; change++)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                StoredTurnReader.Read(bad);
            }
            catch (FormatException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public async Task A_session_with_damaged_entries_goes_on_without_them()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        await session.Send("one");
        await lab.Redis.Database.ListRightPushAsync(lab.Key(StoreKey.SessionLog), "damaged");
        await lab.Redis.Database.ListLeftPushAsync(lab.Key(StoreKey.SessionLog), "{\"v\":9}");

        var next = lab.Activate();
        await next.Send("two");

        Assert.Equal(["Help.", "one", "echo: one", "two"], lab.Models.Contexts.Last().Select(message => message.Content));
        foreach (var view in new[] { next, lab.Activate() })
        {
            Assert.Equal([1L, 2, 3, 4], (await view.History()).Data.Select(message => message.Seq));
            Assert.Equal([4L, 3, 2, 1], (await view.History(new HistoryRequest(Descending: true))).Data.Select(message => message.Seq));
        }
    }

    private static StoredTurn Simple(string text, long firstSeq) => new()
    {
        TurnId = "turn_01J00000000000000000000000",
        FirstSeq = firstSeq,
        At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Status = TurnStatus.Completed,
        Messages = [new ChatMessage(ChatRole.User, text), new ChatMessage(ChatRole.Assistant, "ok")],
        Model = "builtin/echo",
        FinishReason = FinishReason.Stop,
        Usage = new TokenUsage(3, 2),
    };

    private static StoredTurn Full() => new()
    {
        TurnId = "turn_01J00000000000000000000000",
        FirstSeq = long.MaxValue / 2,
        At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Status = TurnStatus.Cancelled,
        Messages =
        [
            new ChatMessage(ChatRole.System, "s"), new ChatMessage(ChatRole.Developer, "d"), new ChatMessage(ChatRole.User, "u \"q\" \\ \n", Name: "ann"),
            new ChatMessage(ChatRole.Assistant, "", [new ToolCall("c1", "f", "{\"a\":1}"), new ToolCall("c2", "g", "") { Place = 2 }]),
            new ChatMessage(ChatRole.Assistant, "text", [new ToolCall("c3", "f", "{}") { TextBefore = 0 }, new ToolCall("c4", "g", "") { TextBefore = 2 }, new ToolCall("c5", "h", "") { Place = 4 }]),
            new ChatMessage(ChatRole.Tool, "result", ToolCallId: "c1"),
        ],
        Model = "m",
        FinishReason = FinishReason.ContentFilter,
        Usage = new TokenUsage(1, 2, Estimated: true),
        IdempotencyKey = "k",
        RequestHash = [1, 2, 3, 255],
    };
}
