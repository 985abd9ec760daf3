using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
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

    [Fact]
    public async Task A_turn_whose_messages_are_pruned_still_does_not_run_again_under_its_key()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, tenant: new TenantSettings { MaxMessages = 2 });
        var session = lab.Activate();
        await session.Create();
        var first = await session.Send("hello", key: "k");
        for (var turn = 0; turn < 5; turn++)
            await session.Send($"later {turn}", key: $"later {turn}");

        var again = await session.Send("hello", key: "k");
        var other = lab.Activate();
        var elsewhere = await other.Send("hello", key: "k");

        Assert.Equal((first.TurnId, true), (again.TurnId, again.Replayed));
        Assert.Equal(again, elsewhere);
        Assert.Equal(["later 4", "echo: later 4"], (await other.History()).Data.Select(message => message.Message.Content));
        Assert.Equal((12, 2), ((await other.Get())!.LastSeq, (await other.Get())!.MessageCount));
        Assert.Equal(["Help.", "later 3", "echo: later 3", "later 4"], lab.Models.Contexts.Last().Select(message => message.Content));
    }

    [Fact]
    public async Task Records_beyond_the_bound_are_dropped_and_turns_without_a_key_leave_none()
    {
        await using var lab = await SessionLab.StartAsync(
            redis.Server, new() { ["Platform:Sessions:MaxIdempotencyRecords"] = "3" }, new TenantSettings { MaxMessages = 2 });
        var session = lab.Activate();
        await session.Create();
        for (var turn = 0; turn < 11; turn++)
            await session.Send($"m{turn}", key: $"k{turn}");

        Assert.Equal(3, (await lab.Log()).Length);
        Assert.True((await session.Send("m8", key: "k8")).Replayed);
        Assert.False((await session.Send("m0", key: "k0")).Replayed);
        for (var turn = 0; turn < 5; turn++)
            await session.Send("no key");
        Assert.Single(await lab.Log());
    }

    [Fact]
    public async Task A_client_that_repeats_a_request_without_a_key_gets_the_first_answer_for_a_minute()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var first = await session.Send(SessionActivation.Keyless("hello", isRetry: false));

        var again = await session.Send(SessionActivation.Keyless("hello", isRetry: true));
        var elsewhere = await lab.Activate().Send(SessionActivation.Keyless("hello", isRetry: true));
        Assert.Equal((first.TurnId, true), (again.TurnId, again.Replayed));
        Assert.Equal(again, elsewhere);

        session = lab.Activate();
        var other = await session.Send(SessionActivation.Keyless("something else", isRetry: true));
        Assert.False(other.Replayed);
        lab.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.False((await session.Send(SessionActivation.Keyless("hello", isRetry: true))).Replayed);
    }

    [Fact]
    public async Task The_same_message_said_twice_on_purpose_is_two_turns()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();

        var first = await session.Send(SessionActivation.Keyless("yes", isRetry: false));
        var second = await session.Send(SessionActivation.Keyless("yes", isRetry: false));
        var keyed = await session.Send(SessionActivation.Keyless("yes", isRetry: true) with { IdempotencyKey = "k" });

        Assert.Equal(3, new[] { first, second, keyed }.Select(result => result.TurnId).Distinct().Count());
    }

    [Fact]
    public async Task A_client_that_repeats_a_request_while_its_turn_runs_joins_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var first = session.Send(SessionActivation.Keyless("hello", isRetry: false, "scripted"));
        var call = await lab.Models.NextCall();
        var again = session.Send(SessionActivation.Keyless("hello", isRetry: true, "scripted"));
        await session.Settle();

        call.Finish("answer");

        Assert.Equal((await first).TurnId, (await again).TurnId);
        Assert.True((await again).Replayed);
        Assert.Single(await lab.Log());
    }

    [Fact]
    public async Task A_repeated_request_without_a_key_takes_the_place_of_its_interrupted_turn()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var lost = lab.Activate();
        await lost.Create();
        _ = lost.Send(SessionActivation.Keyless("hello", isRetry: false, "scripted"));
        await lab.Models.NextCall();
        var session = lab.Activate();
        Assert.Equal(TurnStatus.Interrupted, (await session.Get())!.LastTurnStatus);

        var again = await session.Send(SessionActivation.Keyless("hello", isRetry: true));

        Assert.False(again.Replayed);
        Assert.Equal(["hello", "echo: hello"], (await session.History()).Data.Select(message => message.Message.Content));
    }
}
