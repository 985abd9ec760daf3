using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Tests.Sessions;
using Xunit;

namespace Platform.Tests.DeadLetters;

[Collection(SessionCollection.Name)]
public sealed class DeadLetterTests(SessionRedis redis)
{
    [Fact]
    public async Task A_message_that_waits_too_long_is_dropped_and_listed_and_those_behind_it_go_on()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:QueueTtl"] = "00:01:00" });
        var session = lab.Activate();
        await session.Create(new NewSession { AgentId = "helper", UserId = "ada" });
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var received = lab.Time.GetUtcNow();
        var impatient = session.Send(SessionActivation.Request("two", key: "k") with { QueueTtl = TimeSpan.FromSeconds(5), KeyId = "key_1", RequestId = "req_1" });
        var patient = session.Send("three");
        await session.Settle();

        lab.Time.Advance(TimeSpan.FromSeconds(5));
        var dropped = await impatient;
        call.Finish("1");
        await Task.WhenAll(first, patient);

        Assert.Equal((TurnStatus.Failed, ErrorCode.TurnExpired), (dropped.Status, dropped.Error!.Code));
        Assert.NotNull(dropped.Error.RetryAfter);
        Assert.Equal(["one", "1", "three", "echo: three"], (await session.History()).Data.Select(message => message.Message.Content));
        var letter = Assert.Single(await session.DeadLetters());
        Assert.Equal(
            (dropped.TurnId, "s1", "two", received, received + TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), "ada", "key_1", "req_1", "k"),
            (letter.TurnId, letter.SessionId, letter.Input[0].Content, letter.ReceivedAt, letter.DroppedAt, letter.Ttl, letter.UserId, letter.KeyId, letter.RequestId, letter.IdempotencyKey));

        var again = await session.Send(SessionActivation.Request("two", key: "k"));
        Assert.Equal((TurnStatus.Completed, false), (again.Status, again.Replayed));
    }

    [Fact]
    public async Task Only_waiting_is_limited_a_turn_that_runs_or_has_ended_is_never_dropped()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:QueueTtl"] = "00:00:05" });
        var session = lab.Activate();
        await session.Create();
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var second = session.Send("two", "scripted");
        var third = session.Send("three");
        await session.Settle();
        lab.Time.Advance(TimeSpan.FromSeconds(4));
        call.Finish("1");
        await first;
        call = await lab.Models.NextCall();
        Assert.True((await session.Cancel((await session.Get())!.WaitingTurnIds[0])).Cancelled);

        lab.Time.Advance(TimeSpan.FromMinutes(2));
        call.Finish("2");

        Assert.Equal([TurnStatus.Completed, TurnStatus.Cancelled], [(await second).Status, (await third).Status]);
        Assert.Empty(await session.DeadLetters());
        Assert.Equal(TurnStatus.Completed, (await session.Get())!.LastTurnStatus);
    }

    [Fact]
    public async Task A_waiting_stream_ends_with_the_reason_when_its_turn_is_dropped()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var viewer = session.Stream(SessionActivation.Request("two"));
        await session.Settle();

        lab.Time.Advance(TimeSpan.FromMinutes(5));

        var only = Assert.Single(await viewer.ToEnd());
        Assert.Equal((1, TurnEventKind.Failed, ErrorCode.TurnExpired), (only.Seq, only.Kind, only.Result!.Error!.Code));
        call.Finish("1");
        await first;
    }

    [Fact]
    public async Task A_session_keeps_the_newest_letters_and_erasing_it_erases_them()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:DeadLetters:MaxPerSession"] = "2" });
        var session = lab.Activate();
        await session.Create();
        var first = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        foreach (var text in (string[])["a", "b", "c"])
        {
            var waiting = session.Send(text);
            await session.Settle();
            lab.Time.Advance(TimeSpan.FromMinutes(5));
            await waiting;
        }

        Assert.Equal(["c", "b"], (await session.DeadLetters()).Select(letter => letter.Input[0].Content));
        var wanted = (await session.DeadLetters())[1];
        Assert.Equal(wanted.TurnId, Assert.Single(await session.DeadLetters(wanted.TurnId)).TurnId);
        call.Finish("1");
        await first;
        await session.Delete();

        Assert.Equal(0, await lab.CountKeys(lab.TenantId));
        Assert.Equal(0, await lab.Redis.Database.SortedSetLengthAsync(StoreKey.TenantDeadLetters(GrainKey.ForTenant(lab.TenantId))));
    }

    [Fact]
    public async Task An_outdated_activation_leaves_no_letter_and_still_tells_its_caller()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var old = lab.Activate();
        await old.Create();
        _ = old.Send("one", "scripted");
        await lab.Models.NextCall();
        var waiting = old.Send("two");
        await old.Settle();
        var owner = lab.Activate();
        await owner.Send("three");

        lab.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ErrorCode.TurnExpired, (await waiting).Error!.Code);
        Assert.Empty(await owner.DeadLetters());
    }
}
