using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class EventTests(SessionRedis redis)
{
    [Fact]
    public async Task A_stream_tells_each_piece_as_it_comes_and_ends_after_the_turn_is_stored()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var viewer = session.Stream(SessionActivation.Request("hello", "scripted"));
        var call = await lab.Models.NextCall();

        Assert.Equal((1L, TurnEventKind.Started, "scripted"), await viewer.Next() is var started ? (started.Seq, started.Kind, started.Model) : default);
        call.Say("a");
        Assert.Equal((2L, "a"), await viewer.Next() is var first ? (first.Seq, first.Text) : default);
        call.Say("b");
        Assert.Equal((3L, "b"), await viewer.Next() is var second ? (second.Seq, second.Text) : default);
        call.Finish();
        var end = await viewer.Next();

        Assert.Equal((4L, TurnEventKind.Ended, "ab"), (end.Seq, end.Kind, end.Result!.Message!.Message.Content));
        Assert.Single(await lab.Log());
    }

    [Fact]
    public async Task Viewers_that_come_late_or_back_see_exactly_what_they_lack()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var sending = session.Send("hello", "scripted");
        var call = await lab.Models.NextCall();
        call.Say("a");
        call.Say("b");
        var early = session.Attach();
        await ReadText(early, "ab");
        call.Say("c");
        await ReadText(early, "c");

        var late = session.Attach();
        var back = session.Attach(after: 2);
        call.Finish("d");
        await sending;

        Assert.Equal("abcd", Text(await late.ToEnd()));
        var (missed, replayed) = (await back.ToEnd(), await session.Attach(after: 2).ToEnd());
        Assert.Equal(missed.Select(Shape), replayed.Select(Shape));
        Assert.Equal(Enumerable.Range(3, missed.Length).Select(seq => (long)seq), missed.Select(happened => happened.Seq));
        Assert.True(missed[^1].IsTerminal);
        Assert.Empty(await session.Attach(after: missed[^1].Seq).ToEnd());
    }

    [Fact]
    public async Task A_viewer_far_behind_gets_text_in_one_piece_and_none_is_missing()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:MergeBacklog"] = "8" });
        var session = await Created(lab);
        var live = session.Stream(SessionActivation.Request("hello", "scripted"));
        var call = await lab.Models.NextCall();
        var pieces = Enumerable.Range(0, 100).Select(number => $"{number} ").ToArray();
        foreach (var piece in pieces)
            call.Say(piece);
        call.Finish();
        var seen = await live.ToEnd();

        var late = await session.Attach().ToEnd();

        Assert.Equal(string.Concat(pieces), Text(seen));
        Assert.Equal([1L, 101L, 102L], late.Select(happened => happened.Seq));
        Assert.Equal(string.Concat(pieces), Text(late));
        // "After this number" is exact wherever the viewer left off.
        for (var after = 1; after <= 101; after++)
            Assert.Equal(string.Concat(pieces.Skip(after - 1)), Text(await session.Attach(after: after).ToEnd()));
    }

    [Fact]
    public async Task A_turn_with_more_pieces_than_events_gathers_them_and_loses_none()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server,
            new() { ["Platform:Sessions:MaxEventsPerTurn"] = "16", ["Platform:Sessions:MergeBacklog"] = "100000" });
        var session = await Created(lab);
        var live = session.Stream(SessionActivation.Request("hello", "scripted"));
        var call = await lab.Models.NextCall();
        for (var piece = 0; piece < 1_000; piece++)
            call.Say("0123456789");
        call.Finish();

        var seen = await live.ToEnd();

        Assert.Equal(10_000, Text(seen).Length);
        Assert.InRange(seen.Length, 18, 40);
        Assert.Equal(seen.Select(Shape), (await session.Attach().ToEnd()).Select(Shape));
    }

    [Fact]
    public async Task Tool_calls_keep_their_place_between_texts()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:MergeBacklog"] = "1" });
        var session = await Created(lab);
        var live = session.Stream(SessionActivation.Request("hello", "scripted"));
        var call = await lab.Models.NextCall();
        call.Say("a");
        call.Say("b");
        call.CallTool("c1", "weather", "{}");
        call.Say("c");
        call.Finish(reason: FinishReason.ToolCalls);
        await live.ToEnd();

        var replayed = await session.Attach().ToEnd();

        Assert.Equal(["ab", null, "c"], replayed[1..^1].Select(happened => happened.Text));
        Assert.Equal("c1", replayed[2].ToolCall!.Id);
    }

    [Fact]
    public async Task The_last_turn_can_be_replayed_for_a_while_also_when_nobody_watched_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var turn = await session.Send("hello");

        lab.Time.Advance(TimeSpan.FromMinutes(4.9));
        var replayed = await session.Attach(turn.TurnId).ToEnd();
        var elsewhere = await lab.Activate().Attach().ToEnd();
        lab.Time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal([TurnEventKind.Started, TurnEventKind.TextDelta, TurnEventKind.Ended], replayed.Select(happened => happened.Kind));
        Assert.Equal(replayed.Select(Shape), elsewhere.Select(Shape));
        Assert.Empty(await session.Attach(turn.TurnId).ToEnd());
        Assert.Empty(await session.Attach("turn_unknown").ToEnd());
    }

    [Fact]
    public async Task The_events_of_a_streamed_turn_are_dropped_when_their_time_is_over()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Stream(SessionActivation.Request("hello")).ToEnd();

        lab.Time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(3, (await session.Attach().ToEnd()).Length);
        lab.Time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Empty(await session.Attach().ToEnd());
    }

    [Fact]
    public async Task A_failed_turn_ends_its_stream_with_the_failure_and_replays_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var viewer = session.Stream(SessionActivation.Request("hello", "scripted"));
        (await lab.Models.NextCall()).Fail(new PlatformException(ErrorCode.ProviderTimeout, "too slow"));

        var end = (await viewer.ToEnd())[^1];

        Assert.Equal((TurnEventKind.Failed, ErrorCode.ProviderTimeout), (end.Kind, end.Result!.Error!.Code));
        Assert.Equal(TurnEventKind.Failed, (await session.Attach().ToEnd())[^1].Kind);
    }

    [Theory]
    [InlineData(DisconnectPolicy.Finish, TurnStatus.Completed)]
    [InlineData(DisconnectPolicy.Cancel, TurnStatus.Cancelled)]
    public async Task A_caller_that_goes_away_leaves_the_turn_to_its_policy(DisconnectPolicy policy, TurnStatus expected)
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var caller = session.Stream(SessionActivation.Request("hello", "scripted") with { OnDisconnect = policy });
        var call = await lab.Models.NextCall();
        call.Say("text");
        await ReadText(caller, "text");
        var watcher = session.Attach();

        await caller.Leave();
        if (policy == DisconnectPolicy.Finish)
            call.Finish(" and more");

        Assert.Equal(expected, (await watcher.ToEnd())[^1].Result!.Status);
        Assert.StartsWith("text", (await lab.Activate().History()).Data[^1].Message.Content);
    }

    [Fact]
    public async Task A_viewer_that_goes_away_stops_nothing()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var sending = session.Send("hello", "scripted");
        var call = await lab.Models.NextCall();
        var viewer = session.Attach();
        await viewer.Next();

        await viewer.Leave();
        call.Finish("done");

        Assert.Equal(TurnStatus.Completed, (await sending).Status);
    }

    private static async Task<SessionActivation> Created(SessionLab lab)
    {
        var session = lab.Activate();
        await session.Create();
        return session;
    }

    private static async Task ReadText(Viewer viewer, string text)
    {
        var seen = "";
        while (seen != text)
            seen += (await viewer.Next()).Text;
    }

    private static string Text(IEnumerable<TurnEvent> events) => string.Concat(events.Select(happened => happened.Text));

    private static (long, TurnEventKind, string?, string?) Shape(TurnEvent happened) =>
        (happened.Seq, happened.Kind, happened.Text, happened.Result?.Message?.Message.Content);
}
