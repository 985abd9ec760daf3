using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class OwnershipTests(SessionRedis redis)
{
    [Fact]
    public async Task The_older_of_two_activations_cannot_store_and_lets_go()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var older = lab.Activate();
        await older.Create();
        await older.Send("one");
        var newer = lab.Activate();
        await newer.Get();

        var late = await older.Send("late");

        Assert.Equal(TurnStatus.Interrupted, late.Status);
        Assert.Equal(ErrorCode.Interrupted, late.Error!.Code);
        Assert.NotNull(late.Error.RetryAfter);
        Assert.Equal(1, older.Retirements);
        await newer.Send("two");
        Assert.Equal(["one", "echo: one", "two", "echo: two"], (await newer.History()).Data.Select(message => message.Message.Content));
        Assert.Equal(2, (await lab.Log()).Length);
    }

    [Fact]
    public async Task The_older_of_two_activations_cannot_change_settings()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var older = lab.Activate();
        await older.Create();
        var newer = lab.Activate();
        await newer.Update(new SessionChanges { Title = "new" });

        var refused = await Assert.ThrowsAsync<PlatformException>(() => older.Update(new SessionChanges { Title = "old" }));

        Assert.Equal(ErrorCode.Interrupted, refused.Code);
        Assert.Equal("new", (await lab.Activate().Get())!.Title);
    }

    [Fact]
    public async Task A_late_turn_of_a_deleted_session_does_not_reach_its_successor()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var older = lab.Activate();
        await older.Create();
        var sending = older.Send("late", "scripted");
        var call = await lab.Models.NextCall();
        var other = lab.Activate();
        await other.Delete();
        await other.Create();

        call.Finish("answer");

        Assert.Equal(TurnStatus.Interrupted, (await sending).Status);
        Assert.Empty(await lab.Log());
        Assert.Equal(0, (await other.Get())!.LastSeq);
    }

    [Fact]
    public async Task A_turn_whose_silo_died_shows_as_interrupted_and_its_text_is_not_given_to_the_model()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var dying = lab.Activate();
        await dying.Create();
        await dying.Send("one");
        _ = dying.Send("two", "scripted");
        await lab.Models.NextCall();

        var next = lab.Activate();
        var history = await next.History();

        Assert.Equal(TurnStatus.Interrupted, (await next.Get())!.LastTurnStatus);
        Assert.Equal(("two", TurnStatus.Interrupted, 3L), (history.Data[^1].Message.Content, history.Data[^1].Status, history.Data[^1].Seq));
        await next.Send("three");
        Assert.Equal(["Help.", "one", "echo: one", "three"], lab.Models.Contexts.Last().Select(message => message.Content));
        Assert.False(await lab.Redis.Database.KeyExistsAsync(lab.Key(StoreKey.SessionStarted)));
    }

    [Fact]
    public async Task An_interrupted_turn_that_is_sent_again_with_its_key_takes_the_first_ones_place()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var dying = lab.Activate();
        await dying.Create();
        var lost = dying.Send("two", "scripted", key: "k");
        var call = await lab.Models.NextCall();
        var next = lab.Activate();
        await next.Get();

        var retried = await next.Send("two", "echo", key: "k");
        call.Finish("too late");

        Assert.Equal(TurnStatus.Completed, retried.Status);
        Assert.False(retried.Replayed);
        Assert.Equal(TurnStatus.Interrupted, (await lost).Status);
        var expected = new[] { "two", "echo: two" };
        Assert.Equal(expected, (await next.History()).Data.Select(message => message.Message.Content));
        Assert.Equal(expected, (await lab.Activate().History()).Data.Select(message => message.Message.Content));
        Assert.Single(await lab.Log());
    }

    [Fact]
    public async Task A_marker_of_a_turn_that_was_stored_is_no_interruption()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var sending = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        await session.Settle();
        var marker = await lab.Redis.Database.StringGetAsync(lab.Key(StoreKey.SessionStarted));
        call.Finish("answer");
        await sending;
        // As if the server had died inside the script, behind the write that counts.
        await lab.Redis.Database.StringSetAsync(lab.Key(StoreKey.SessionStarted), marker);

        var next = lab.Activate();

        Assert.Equal(TurnStatus.Completed, (await next.Get())!.LastTurnStatus);
        await next.Send("two");
        Assert.Equal(2, (await lab.Log()).Length);
        Assert.False(await lab.Redis.Database.KeyExistsAsync(lab.Key(StoreKey.SessionStarted)));
    }

    [Fact]
    public async Task A_turn_that_failed_leaves_no_marker()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var sending = session.Send("one", "scripted");
        (await lab.Models.NextCall()).Fail(new PlatformException(ErrorCode.ProviderFailed, "down"));
        await sending;

        await lab.Redis.Database.PingAsync();
        Assert.False(await lab.Redis.Database.KeyExistsAsync(lab.Key(StoreKey.SessionStarted)));
    }

    [Fact]
    public async Task A_turn_that_waited_while_another_activation_carried_out_the_same_request_does_not_run_again()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var slow = lab.Activate();
        await slow.Create();
        var first = slow.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var waiting = slow.Send("two", key: "k");
        await slow.Settle();
        var owner = lab.Activate();
        var answered = await owner.Send("two", key: "k");
        await owner.Send("three");

        // The first is refused by the fence, and what waits behind it finds a session that has gone on.
        call.Finish("late");

        Assert.Equal(TurnStatus.Interrupted, (await first).Status);
        Assert.Equal((answered.TurnId, true), ((await waiting).TurnId, (await waiting).Replayed));
        Assert.Equal(
            ["one", "two", "echo: two", "three", "echo: three"], (await lab.Activate().History()).Data.Select(message => message.Message.Content));
    }
}
