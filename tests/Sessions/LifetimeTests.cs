using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class LifetimeTests(SessionRedis redis)
{
    [Fact]
    public async Task A_session_expires_after_its_time_without_a_turn_and_is_erased()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        lab.Time.Advance(TimeSpan.FromHours(23));
        await session.Send("hello");
        lab.Time.Advance(TimeSpan.FromHours(23.9));
        Assert.NotNull(await session.Get());

        lab.Time.Advance(TimeSpan.FromHours(0.2));

        Assert.Null(await session.Get());
        Assert.Equal(ErrorCode.SessionNotFound, (await Assert.ThrowsAsync<PlatformException>(() => session.Send("late"))).Code);
        Assert.Equal(0, await lab.CountKeys(lab.TenantId));
        await session.Create();
        Assert.Equal(0, (await session.Get())!.LastSeq);
    }

    [Theory]
    [InlineData(2, 3, 4, 2)]
    [InlineData(null, 3, 4, 3)]
    [InlineData(null, null, 4, 4)]
    public async Task The_session_decides_how_long_it_lives_then_its_agent_then_the_tenant(int? own, int? agent, int tenant, int expected)
    {
        await using var lab = await SessionLab.StartAsync(redis.Server,
            tenant: new TenantSettings { TtlHours = tenant }, agent: new AgentSettings { Models = ["echo"], TtlHours = agent });
        var info = await lab.Activate().Create(new NewSession { AgentId = "helper", TtlHours = own });

        Assert.Equal(TimeSpan.FromHours(expected), info.ExpiresAt - info.CreatedAt);
    }

    [Fact]
    public async Task A_session_with_a_running_turn_does_not_expire_under_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var sending = session.Send("hello", "scripted");
        var call = await lab.Models.NextCall();
        lab.Time.Advance(TimeSpan.FromHours(25));

        Assert.NotNull(await session.Get());
        call.Finish("done");

        Assert.Equal(TurnStatus.Completed, (await sending).Status);
        Assert.Equal(2, (await session.Get())!.LastSeq);
    }

    [Fact]
    public async Task The_stores_own_expiry_is_longer_and_is_renewed_seldom()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        await session.Send("one");
        var keys = new[] { lab.Key(StoreKey.SessionRecord), lab.Key(StoreKey.SessionLog), lab.Key(StoreKey.SessionEpoch) };
        foreach (var key in keys)
            Assert.InRange((await lab.Redis.Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromHours(36), TimeSpan.FromHours(38));
        foreach (var key in keys)
            await lab.Redis.Database.KeyExpireAsync(key, TimeSpan.FromHours(30));

        lab.Time.Advance(TimeSpan.FromHours(2));
        await session.Send("two");
        Assert.True((await lab.Redis.Database.KeyTimeToLiveAsync(keys[1]))!.Value <= TimeSpan.FromHours(30));
        lab.Time.Advance(TimeSpan.FromHours(1));
        await session.Send("three");

        foreach (var key in keys)
            Assert.True((await lab.Redis.Database.KeyTimeToLiveAsync(key))!.Value > TimeSpan.FromHours(36));
    }

    [Fact]
    public async Task Old_turns_go_whole_when_the_session_is_full()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, tenant: new TenantSettings { MaxMessages = 6 });
        var session = lab.Activate();
        await session.Create();
        for (var turn = 1; turn <= 5; turn++)
            await session.Send($"m{turn}");

        foreach (var view in new[] { session, lab.Activate() })
        {
            var history = (await view.History()).Data;
            Assert.Equal(["m3", "echo: m3", "m4", "echo: m4", "m5", "echo: m5"], history.Select(message => message.Message.Content));
            Assert.Equal([5L, 6, 7, 8, 9, 10], history.Select(message => message.Seq));
            Assert.Equal((10L, 6), await view.Get() is { } info ? (info.LastSeq, info.MessageCount) : default);
        }
    }

    [Fact]
    public async Task Old_turns_leave_the_store_several_at_once()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, tenant: new TenantSettings { MaxMessages = 6 });
        var session = lab.Activate();
        await session.Create();
        List<int> stored = [];
        for (var turn = 1; turn <= 3 + (2 * TurnLog.DroppedAtOnce); turn++)
        {
            await session.Send($"m{turn}");
            stored.Add((await lab.Log()).Length);
        }

        Assert.Equal(2 + TurnLog.DroppedAtOnce, stored.Max());
        Assert.Equal(2, stored[3..].Count(static length => length == 3));
        Assert.Equal(6, (await lab.Activate().History()).Data.Length);
    }

    [Fact]
    public async Task The_result_of_a_tool_goes_with_the_turn_that_called_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, tenant: new TenantSettings { MaxMessages = 4 });
        var session = lab.Activate();
        await session.Create();
        var asking = session.Send("weather?", "scripted");
        var call = await lab.Models.NextCall();
        call.CallTool("c1", "weather", "{}");
        call.Finish(reason: FinishReason.ToolCalls);
        await asking;
        await session.Send(SessionActivation.Request("") with { Input = [new ChatMessage(ChatRole.Tool, "rain", ToolCallId: "c1")] });

        await session.Send("thanks");

        Assert.Equal(["thanks", "echo: thanks"], (await lab.Activate().History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task History_is_paged_in_both_orders()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        for (var turn = 1; turn <= 5; turn++)
            await session.Send($"m{turn}");

        foreach (var descending in new[] { false, true })
        {
            List<long> seen = [];
            long? after = null;
            do
            {
                var page = await session.History(new HistoryRequest(after, 3, descending));
                seen.AddRange(page.Data.Select(message => message.Seq));
                after = page.NextCursor is { } cursor ? long.Parse(cursor) : null;
            }
            while (after is not null);
            var expected = Enumerable.Range(1, 10).Select(seq => (long)seq);
            Assert.Equal(descending ? expected.Reverse() : expected, seen);
        }

        Assert.Empty((await session.History(new HistoryRequest(After: 1, Descending: true))).Data);
        Assert.Empty((await session.History(new HistoryRequest(After: 10))).Data);
        Assert.Equal(ErrorCode.InvalidValue, (await Assert.ThrowsAsync<PlatformException>(() => session.History(new HistoryRequest(Limit: 0)))).Code);
    }
}
