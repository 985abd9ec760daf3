using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class IdempotencyTests(SessionRedis redis)
{
    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_also_from_another_activation()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var first = await session.Send("hello", key: "k");
        await session.Send("other", key: "other");

        var again = await session.Send("hello", key: "k");
        var elsewhere = await lab.Activate().Send("hello", key: "k");

        Assert.True(again.Replayed && elsewhere.Replayed);
        Assert.Equal(first with { Replayed = true }, again);
        Assert.Equal(again, elsewhere);
        Assert.Equal(2, (await lab.Log()).Length);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        await session.Send("hello", key: "k");

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("something else", key: "k"));

        Assert.Equal(ErrorCode.IdempotencyConflict, refused.Code);
    }

    [Fact]
    public async Task The_same_request_while_the_first_runs_joins_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var first = session.Send("hello", "scripted", key: "k");
        var call = await lab.Models.NextCall();
        var joined = session.Send("hello", "scripted", key: "k");
        var viewer = session.Stream(SessionActivation.Request("hello", "scripted", "k"));
        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("other", "scripted", key: "k"));

        call.Finish("answer");

        Assert.Equal(ErrorCode.IdempotencyConflict, refused.Code);
        Assert.Equal((await first).TurnId, (await joined).TurnId);
        Assert.True((await joined).Replayed);
        Assert.Equal((await first).TurnId, (await viewer.ToEnd())[^1].TurnId);
        Assert.False(lab.Models.HasCall);
        Assert.Single(await lab.Log());
    }

    [Fact]
    public async Task The_same_request_twice_at_the_same_moment_on_a_cold_session_runs_once()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        await lab.Activate().Create();
        var session = lab.Activate();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => session.Send("hello", key: "k")));

        Assert.Single(results.Select(result => result.TurnId).Distinct());
        Assert.Single(await lab.Log());
    }

    [Fact]
    public async Task A_request_that_failed_is_run_again_under_its_key()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var failing = session.Send("hello", "scripted", key: "k");
        (await lab.Models.NextCall()).Fail(new PlatformException(ErrorCode.ProviderFailed, "down"));
        await failing;

        var again = await session.Send("hello", key: "k");

        Assert.Equal((TurnStatus.Completed, false), (again.Status, again.Replayed));
    }

    [Fact]
    public async Task A_streamed_repetition_replays_the_stored_answer()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var first = await session.Send("hello", key: "k");

        var events = await session.Stream(SessionActivation.Request("hello", key: "k")).ToEnd();

        Assert.Equal([TurnEventKind.Started, TurnEventKind.TextDelta, TurnEventKind.Ended], events.Select(happened => happened.Kind));
        Assert.Equal(first with { Replayed = true }, events[^1].Result);
    }
}
