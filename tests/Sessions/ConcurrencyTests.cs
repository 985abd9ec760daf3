using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class ConcurrencyTests(SessionRedis redis)
{
    [Fact]
    public async Task Messages_that_come_while_a_turn_runs_wait_and_run_in_order()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var second = session.Send("two");
        var third = session.Send("three");
        await session.Settle();
        Assert.False(second.IsCompleted || third.IsCompleted);

        call.Finish("1");

        await Task.WhenAll(first, second, third);
        Assert.Equal(
            ["one", "1", "two", "echo: two", "three", "echo: three"],
            (await session.History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task The_queue_is_bounded_and_tells_when_to_come_back()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:MaxWaitingTurns"] = "2" });
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var waiting = new[] { session.Send("two"), session.Send("three") };

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("four"));

        Assert.Equal(ErrorCode.RateLimited, refused.Code);
        Assert.NotNull(refused.RetryAfter);
        call.Finish("1");
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(6, (await session.Get())!.LastSeq);
    }

    [Fact]
    public async Task A_silo_takes_no_more_turns_than_it_may_and_frees_places_as_they_end()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server,
            new() { ["Platform:Sessions:MaxTurnsInFlight"] = "1", ["Platform:Sessions:MaxWaitingTurns"] = "1" });
        var (busy, other) = (await Created(lab), await Created(lab, "s2"));
        var first = busy.Send("one", "scripted");
        var call = await lab.Models.NextCall();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => other.Send("two"));
        call.Finish("1");
        await first;
        var taken = await other.Send("two");

        Assert.Equal(ErrorCode.Overloaded, refused.Code);
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(TurnStatus.Completed, taken.Status);
    }

    [Fact]
    public async Task A_tenant_has_only_its_share_of_a_silo()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server,
            new() { ["Platform:Sessions:MaxTurnsInFlightPerTenant"] = "1", ["Platform:Sessions:MaxWaitingTurns"] = "1" });
        await using var other = await SessionLab.StartAsync(redis.Server);
        var (busy, same) = (await Created(lab), await Created(lab, "s2"));
        var room = lab.Service<InFlightTurns>();
        var first = busy.Send("one", "scripted");
        var call = await lab.Models.NextCall();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => same.Send("two"));
        room.Enter(other.TenantId);
        Assert.Equal((2, 1, 1), (room.Count, room.CountOf(lab.TenantId), room.CountOf(other.TenantId)));
        call.Finish("1");
        await first;

        Assert.Equal(ErrorCode.RateLimited, refused.Code);
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(TurnStatus.Completed, (await same.Send("two")).Status);
        Assert.Equal((1, 0), (room.Count, room.CountOf(lab.TenantId)));
    }

    [Fact]
    public void However_many_enter_and_leave_at_once_the_count_is_right()
    {
        var room = new InFlightTurns(Options.Create(new SessionOptions()));
        Parallel.For(0, 100_000, turn =>
        {
            room.Enter($"t{turn % 3}");
            room.Exit($"t{turn % 3}");
        });
        Assert.Equal((0, 0, 0, 0), (room.Count, room.CountOf("t0"), room.CountOf("t1"), room.CountOf("t2")));
    }

    [Fact]
    public async Task Under_reject_a_busy_session_refuses()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Update(new SessionChanges { Concurrency = ConcurrencyPolicy.Reject });
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("two"));

        Assert.Equal(ErrorCode.SessionBusy, refused.Code);
        call.Finish("1");
        Assert.Equal(TurnStatus.Completed, (await first).Status);
        Assert.Equal(TurnStatus.Completed, (await session.Send("three")).Status);
    }

    [Fact]
    public async Task Under_interrupt_the_running_turn_stops_with_its_partial_text_and_the_message_runs_before_those_that_wait()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        call.Say("par");
        call.Say("tial");
        await Viewing(session, "partial");
        var waits = session.Send("two");
        var interrupts = session.Send("three", concurrency: ConcurrencyPolicy.Interrupt);

        var results = await Task.WhenAll(first, waits, interrupts);

        Assert.True(call.Cancellation.IsCancellationRequested);
        Assert.Equal([TurnStatus.Cancelled, TurnStatus.Completed, TurnStatus.Completed], results.Select(result => result.Status));
        var history = (await session.History()).Data;
        Assert.Equal(
            ["one", "partial", "three", "echo: three", "two", "echo: two"], history.Select(message => message.Message.Content));
        Assert.Equal(TurnStatus.Cancelled, history[1].Status);
        Assert.Equal(["Help.", "one", "partial", "three"], lab.Models.Contexts.ElementAt(1).Select(message => message.Content));
    }

    [Fact]
    public async Task Cancelling_the_running_turn_aborts_the_model_and_keeps_what_it_said()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var sending = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        call.Say("so far");
        await Viewing(session, "so far");

        var outcome = await session.Cancel();
        var result = await sending;

        Assert.Equal((true, result.TurnId), (outcome.Cancelled, outcome.TurnId));
        Assert.Equal((TurnStatus.Cancelled, "so far"), (result.Status, result.Message!.Message.Content));
        Assert.Null(result.FinishReason);
        Assert.Equal("so far", (await lab.Activate().History()).Data[^1].Message.Content);
        Assert.Equal(new CancelOutcome(false, null), await session.Cancel());
    }

    [Fact]
    public async Task Cancelling_a_waiting_turn_takes_it_out_of_the_queue_and_stores_nothing_of_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var viewer = session.Stream(SessionActivation.Request("two"));
        var third = session.Send("three");
        await session.Settle();

        var unknown = await session.Cancel("turn_unknown");
        var queued = (await session.Get())!.WaitingTurnIds[0];
        var outcome = await session.Cancel(queued);
        call.Finish("1");

        Assert.False(unknown.Cancelled);
        Assert.True(outcome.Cancelled);
        var end = Assert.Single(await viewer.ToEnd(), happened => happened.IsTerminal);
        Assert.Equal(TurnStatus.Cancelled, end.Result!.Status);
        await Task.WhenAll(first, third);
        Assert.Equal(["one", "1", "three", "echo: three"], (await session.History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task A_silo_that_stops_lets_running_and_waiting_turns_end_and_takes_no_new_ones()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var second = session.Send("two");
        await session.Settle();

        var draining = session.Drain(TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("three"));
        Assert.False(draining.IsCompleted);
        call.Finish("1");

        await draining;
        Assert.Equal([TurnStatus.Completed, TurnStatus.Completed], (await Task.WhenAll(first, second)).Select(result => result.Status));
        Assert.Equal(ErrorCode.Draining, refused.Code);
    }

    [Fact]
    public async Task A_silo_that_was_asked_to_stop_takes_no_new_turn_however_busy_the_session_is()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var second = session.Send("two");
        await session.Settle();

        lab.Service<IHostApplicationLifetime>().StopApplication();
        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("three"));
        call.Finish("1");

        Assert.Equal(ErrorCode.Draining, refused.Code);
        Assert.Equal([TurnStatus.Completed, TurnStatus.Completed], (await Task.WhenAll(first, second)).Select(result => result.Status));
        Assert.Equal(ErrorCode.Draining, (await Assert.ThrowsAsync<PlatformException>(() => session.Send("four"))).Code);
    }

    [Theory]
    [InlineData(ConcurrencyPolicy.Reject, ErrorCode.SessionBusy)]
    [InlineData(ConcurrencyPolicy.Interrupt, ErrorCode.Draining)]
    public async Task A_silo_that_stops_keeps_to_the_policy_of_a_message_that_it_does_not_take(ConcurrencyPolicy policy, ErrorCode code)
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var draining = session.Drain(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("two", concurrency: policy));

        Assert.Equal(code, refused.Code);
        Assert.Equal(policy == ConcurrencyPolicy.Interrupt, call.Cancellation.IsCancellationRequested);
        call.Finish("1");
        await Task.WhenAll(first, draining);
    }

    [Fact]
    public async Task A_silo_that_must_stop_now_answers_its_turns_as_interrupted_and_stores_nothing_of_them()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var second = session.Send("two");
        await session.Settle();

        await session.Drain(new CancellationToken(canceled: true));

        Assert.True(call.Cancellation.IsCancellationRequested);
        var results = await Task.WhenAll(first, second);
        Assert.Equal([TurnStatus.Interrupted, TurnStatus.Interrupted], results.Select(result => result.Status));
        Assert.Equal([ErrorCode.Interrupted, ErrorCode.Draining], results.Select(result => result.Error!.Code));
        Assert.Empty(await lab.Log());
        var next = lab.Activate();
        Assert.Equal(TurnStatus.Interrupted, (await next.Get())!.LastTurnStatus);
        Assert.Equal(["one"], (await next.History()).Data.Select(message => message.Message.Content));
    }

    private static async Task<SessionActivation> Created(SessionLab lab, string id = "s1")
    {
        var session = lab.Activate(id);
        await session.Create();
        return session;
    }

    /// <summary>Waits until the running turn has said a text.</summary>
    private static async Task Viewing(SessionActivation session, string text)
    {
        var viewer = session.Attach();
        var seen = "";
        while (seen != text)
            seen += (await viewer.Next()).Text;
        await viewer.Leave();
    }
}
