using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>Turns that are begun without waiting, looked up, and followed by others.</summary>
[Collection(SessionCollection.Name)]
public sealed class BegunTurnTests(SessionRedis redis)
{
    [Fact]
    public async Task A_turn_that_is_begun_is_answered_at_once_and_found_wherever_it_stands()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);

        var begun = await session.Begin(SessionActivation.Request("hello", "scripted") with { Note = "n" });
        var waits = await session.Begin(SessionActivation.Request("later"));
        var call = await lab.Models.NextCall();
        call.Say("half");
        await Read(session.Follow(begun.Result.TurnId), "half");

        Assert.Equal((TurnStatus.InProgress, false, "n"), (begun.Result.Status, begun.IsOver, begun.Note));
        Assert.Equal(TurnStatus.Queued, waits.Result.Status);
        var running = (await session.FindTurn(begun.Result.TurnId))!;
        Assert.Equal(("hello", 1L, "half", 2L), (running.Input[0].Message.Content, running.Input[0].Seq, running.Result.Message!.Message.Content, running.Result.Message.Seq));
        Assert.Equal((TurnStatus.Queued, 0L), await session.FindTurn(waits.Result.TurnId) is { } queued ? (queued.Result.Status, queued.Input[0].Seq) : default);

        call.Finish(" done");
        await session.Follow(waits.Result.TurnId).ToEnd();
        foreach (var activation in new[] { session, lab.Activate() })
        {
            var stored = (await activation.FindTurn(begun.Result.TurnId))!;
            Assert.Equal((TurnStatus.Completed, "half done", 2L, "n", true), (stored.Result.Status, stored.Result.Message!.Message.Content, stored.Result.Message.Seq, stored.Note, stored.IsOver));
            Assert.Equal(("hello", 1L), Assert.Single(stored.Input) is { } input ? (input.Message.Content, input.Seq) : default);
        }
    }

    [Fact]
    public async Task A_turn_that_is_over_at_once_is_begun_as_completed_and_its_repetition_answers_the_same()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var request = SessionActivation.Request("hello", key: "k") with { Note = "n" };

        var begun = await session.Begin(request);
        await session.Follow(begun.Result.TurnId).ToEnd();
        var again = await lab.Activate().Begin(request);

        Assert.Equal((begun.Result.TurnId, TurnStatus.Completed, "echo: hello", "n"), (again.Result.TurnId, again.Result.Status, again.Result.Message!.Message.Content, again.Note));
        Assert.Equal("hello", Assert.Single(again.Input).Message.Content);
    }

    [Fact]
    public async Task A_failed_turn_is_found_until_another_one_ends_and_an_unknown_one_never()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var begun = await session.Begin(SessionActivation.Request("hello", "scripted") with { Note = "n" });
        var call = await lab.Models.NextCall();
        call.Say("half");
        call.Fail(new PlatformException(ErrorCode.ProviderFailed, "down"));
        var end = (await session.Follow(begun.Result.TurnId).ToEnd())[^1];

        var failed = (await session.FindTurn(begun.Result.TurnId))!;
        Assert.Equal((TurnEventKind.Failed, TurnStatus.Failed, ErrorCode.ProviderFailed, "half", "n"), (end.Kind, failed.Result.Status, failed.Result.Error!.Code, failed.Result.Message!.Message.Content, failed.Note));
        await session.Send("next");
        Assert.Null(await session.FindTurn(begun.Result.TurnId));
        Assert.Null(await session.FindTurn("turn_unknown"));
        Assert.Empty(await session.Follow("turn_unknown").ToEnd());

        var nothing = lab.Activate("unknown");
        Assert.Null(await nothing.FindTurn("turn_unknown"));
        Assert.Empty(await nothing.Follow("turn_unknown").ToEnd());
        Assert.Null(await nothing.Copy("turn_unknown"));
        Assert.Equal(3, nothing.Retirements);
    }

    [Fact]
    public async Task A_turn_that_follows_another_runs_behind_it_and_is_refused_once_the_session_has_gone_on()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = await session.Send("one");

        var running = await session.Begin(SessionActivation.Request("two", "scripted") with { Follows = first.TurnId });
        var call = await lab.Models.NextCall();
        Assert.Equal(ErrorCode.NotTheLastTurn, (await Assert.ThrowsAsync<PlatformException>(() => session.Send(SessionActivation.Request("other") with { Follows = first.TurnId }))).Code);
        var behind = session.Send(SessionActivation.Request("three") with { Follows = running.Result.TurnId });
        call.Finish("2");

        Assert.Equal(TurnStatus.Completed, (await behind).Status);
        Assert.Equal(["one", "echo: one", "two", "2", "three", "echo: three"], (await session.History()).Data.Select(message => message.Message.Content));
        Assert.Equal(ErrorCode.NotTheLastTurn, (await Assert.ThrowsAsync<PlatformException>(() => lab.Activate().Send(SessionActivation.Request("x") with { Follows = "turn_unknown" }))).Code);
    }

    [Fact]
    public async Task A_turn_that_follows_another_is_known_again_although_the_session_has_gone_on()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = await session.Send("one");
        var request = SessionActivation.Request("two", key: "k") with { Follows = first.TurnId };
        var second = await session.Send(request);
        await session.Send("three");

        Assert.Equal((second.TurnId, true), await session.Send(request) is var again ? (again.TurnId, again.Replayed) : default);
    }

    [Fact]
    public async Task Instructions_of_a_turn_stand_in_place_of_the_agents_and_are_not_stored()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);

        await session.Send(SessionActivation.Request("one") with { Instructions = "Sing." });
        await session.Send("two");

        var contexts = lab.Models.Contexts.ToArray();
        Assert.Equal(["Sing.", "one"], contexts[0].Select(message => message.Content));
        Assert.Equal(ChatRole.System, contexts[0][0].Role);
        Assert.Equal(["Help.", "one", "echo: one", "two"], contexts[1].Select(message => message.Content));
    }

    private static async Task<SessionActivation> Created(SessionLab lab)
    {
        var session = lab.Activate();
        await session.Create();
        return session;
    }

    private static async Task Read(Viewer viewer, string text)
    {
        var seen = "";
        while (seen != text)
            seen += (await viewer.Next()).Text;
        await viewer.Leave();
    }
}
