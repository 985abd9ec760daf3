using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>Turns whose events keep their numbers for ever.</summary>
[Collection(SessionCollection.Name)]
public sealed class PiecesTests(SessionRedis redis)
{
    [Fact]
    public async Task Every_viewer_at_any_time_and_place_sees_the_same_events()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:MergeBacklog"] = "1", ["Platform:Sessions:MaxEventsPerTurn"] = "64" });
        var session = await Created(lab);
        var live = session.Stream(SessionActivation.Request("hello", "scripted") with { KeepsPieces = true });
        var call = await lab.Models.NextCall();
        for (var piece = 0; piece < 50; piece++)
            call.Say(new string((char)('a' + (piece % 26)), piece + 1));
        call.CallTool("c1", "weather", "{\"city\":");
        call.Pieces.Writer.TryWrite(new Platform.Silo.Models.ModelDelta(ToolCall: new ToolCallDelta(0, null, null, "\"Bonn\"}")));
        call.Say(new string('ü', 3_000));
        for (var piece = 0; piece < 500; piece++)
            call.Say("0123456789");
        call.Finish(reason: FinishReason.ToolCalls);
        var seen = (await live.ToEnd()).Select(Shape).ToArray();

        Assert.Equal(Enumerable.Range(1, seen.Length).Select(seq => (long)seq), seen.Select(happened => happened.Seq));
        Assert.Equal(seen, (await session.Follow(seen[0].TurnId).ToEnd()).Select(Shape));
        Assert.Equal(seen, (await lab.Activate().Attach().ToEnd()).Select(Shape));
        await session.Send("next");
        lab.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(seen, (await session.Follow(seen[0].TurnId).ToEnd()).Select(Shape));
        Assert.Equal(seen, (await lab.Activate().Follow(seen[0].TurnId).ToEnd()).Select(Shape));
    }

    [Fact]
    public async Task A_cancelled_turn_is_told_as_far_as_it_came()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var live = session.Stream(SessionActivation.Request("hello", "scripted") with { KeepsPieces = true });
        var call = await lab.Models.NextCall();
        call.Say("a");
        call.Say("b");
        while ((await live.Next()).Text != "b")
        {
        }

        await session.Cancel();
        var end = (await live.ToEnd())[^1];

        var retold = await lab.Activate().Follow(end.TurnId).ToEnd();
        Assert.Equal([null, "a", "b", null], retold.Select(happened => happened.Text));
        Assert.Equal((end.Seq, TurnStatus.Cancelled), (retold[^1].Seq, retold[^1].Result!.Status));
    }

    [Fact]
    public async Task The_start_tells_the_number_that_the_answer_gets()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Append(new(ChatRole.User, "a"), new(ChatRole.User, "b"));

        foreach (var events in new[] { await session.Stream(SessionActivation.Request("c")).ToEnd(), await lab.Activate().Attach().ToEnd() })
            Assert.Equal((4L, 4L), (events[0].AnswerSeq, events[^1].Result!.Message!.Seq));
        Assert.Equal(2, (await session.Stream(SessionActivation.Request("d") with { Store = false }).ToEnd())[0].AnswerSeq);

        var failing = session.Stream(SessionActivation.Request("e", "scripted"));
        var call = await lab.Models.NextCall();
        call.Say("half");
        call.Fail(new PlatformException(ErrorCode.ProviderFailed, "down"));
        var failed = await failing.ToEnd();
        Assert.Equal((6L, 6L), (failed[0].AnswerSeq, failed[^1].Result!.Message!.Seq));
    }

    [Fact]
    public async Task Only_turns_that_ask_for_it_and_came_in_pieces_store_them()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Stream(SessionActivation.Request("one piece") with { KeepsPieces = true }).ToEnd();
        var live = session.Stream(SessionActivation.Request("two", "scripted"));
        var call = await lab.Models.NextCall();
        call.Say("a");
        call.Finish("b");
        await live.ToEnd();

        Assert.All(await lab.Log(), entry => Assert.DoesNotContain("\"p\":", (string)entry!));
    }

    [Fact]
    public void Pieces_that_do_not_fit_the_answer_are_told_apart()
    {
        var answer = new ChatMessage(ChatRole.Assistant, "abc", [new ToolCall("c", "f", "{}")]);
        var pieces = new AnswerPieces();
        pieces.AddText(2);
        pieces.AddCall(new ToolCallDelta(4, "c", "f", "{}"));
        pieces.AddText(1);
        var fitting = AnswerPieces.Split(pieces.ToArray(), answer)!;
        Assert.Equal(["ab", null, "c"], fitting.Select(piece => piece.Text));
        Assert.Equal(new ToolCallDelta(0, "c", "f", "{}"), fitting[1].ToolCall);

        foreach (var other in new[] { answer with { ToolCalls = null }, answer with { Content = "ab" }, answer with { Content = "abcd" }, answer with { ToolCalls = [new ToolCall("c", "f", "")] } })
            Assert.Null(AnswerPieces.Split(pieces.ToArray(), other));
        var random = new Random(3);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            AnswerPieces.Split(bytes, answer);
        }
    }

    private static async Task<SessionActivation> Created(SessionLab lab)
    {
        var session = lab.Activate();
        await session.Create();
        return session;
    }

    private static (long Seq, TurnEventKind Kind, string TurnId, string? Text, ToolCallDelta? Call, string? Whole) Shape(TurnEvent happened) =>
        (happened.Seq, happened.Kind, happened.TurnId, happened.Text, happened.ToolCall, happened.Result?.Message?.Message.Content);
}
