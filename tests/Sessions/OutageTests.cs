using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>Each test has a Redis of its own, because it takes it away.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_without_an_answer_is_found_out_and_stored_exactly_once(bool afterwards)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new RedisProxy(redis.Port);
        await using var lab = await SessionLab.StartAsync(redis, time: TimeProvider.System, connectionString: proxy.ConnectionString);
        var session = lab.Activate();
        await session.Create();
        await session.Send("one");
        var cut = proxy.CutAt("cut here", afterwards);

        var result = await session.Send("cut here");

        Assert.True(cut.IsCompletedSuccessfully);
        Assert.Equal(TurnStatus.Completed, result.Status);
        Assert.Equal(4, result.Message!.Seq);
        await session.Send("three");
        Assert.Equal(
            ["one", "echo: one", "cut here", "echo: cut here", "three", "echo: three"],
            (await lab.Activate().History()).Data.Select(message => message.Message.Content));
    }

    [Theory]
    [InlineData("k")]
    [InlineData(null)]
    public async Task A_silo_that_stood_still_while_it_stored_a_turn_does_not_store_it_behind_what_came_since(string? key)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new RedisProxy(redis.Port);
        await using var still = await SessionLab.StartAsync(
            redis, new() { ["Platform:Sessions:CommitPatience"] = "00:00:30" }, time: TimeProvider.System, connectionString: proxy.ConnectionString);
        await using var next = await SessionLab.StartAsync(redis, tenantId: still.TenantId);
        var session = still.Activate();
        await session.Create();
        await session.Send("one");
        // The connection is lost with the commit, and does not come back before another silo has gone on.
        proxy.Close();
        var cut = proxy.CutAt("sent again", afterwards: false);
        var late = session.Send("sent again", key: key);
        await cut;
        var owner = next.Activate();
        var answered = await owner.Send("sent again", key: key);
        await owner.Send("since then");

        proxy.Open();
        var outcome = await late;
        if (key is null)
            Assert.Equal((TurnStatus.Interrupted, ErrorCode.Interrupted), (outcome.Status, outcome.Error!.Code));
        else
            Assert.Equal((answered.TurnId, true), (outcome.TurnId, outcome.Replayed));
        Assert.Equal(
            ["one", "echo: one", "sent again", "echo: sent again", "since then", "echo: since then"],
            (await next.Activate().History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task While_the_store_is_away_turns_are_refused_and_afterwards_the_session_goes_on()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var lab = await SessionLab.StartAsync(redis, time: TimeProvider.System);
        var session = lab.Activate();
        await session.Create();
        await session.Send("one");

        await redis.KillAsync();
        var refused = await Refused(session);
        Assert.Equal(ErrorCode.StorageUnavailable, refused.Code);
        Assert.NotNull(refused.RetryAfter);
        await redis.RestartAsync();

        var result = await Served(session, "two");
        Assert.Equal(TurnStatus.Completed, result.Status);
        Assert.Equal(["one", "echo: one", "two", "echo: two"], (await lab.Activate().History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task A_turn_that_ends_while_the_store_is_away_fails_in_time_and_is_not_stored_twice_when_it_is_repeated()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var lab = await SessionLab.StartAsync(redis, new() { ["Platform:Sessions:CommitPatience"] = "00:00:00.3" }, time: TimeProvider.System);
        var session = lab.Activate();
        await session.Create();
        var sending = session.Send("one", "scripted", key: "k");
        var call = await lab.Models.NextCall();
        await redis.KillAsync();
        call.Finish("answer");

        var failed = await sending;
        Assert.Equal((TurnStatus.Failed, ErrorCode.StorageUnavailable), (failed.Status, failed.Error!.Code));
        await redis.RestartAsync();

        await Served(session, "one", "k");
        Assert.Equal(["one", "echo: one"], (await lab.Activate().History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task A_turn_that_ends_while_the_store_is_away_for_a_moment_is_stored_when_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var lab = await SessionLab.StartAsync(redis, new() { ["Platform:Sessions:CommitPatience"] = "00:00:30" }, time: TimeProvider.System);
        var session = lab.Activate();
        await session.Create();
        var sending = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        await redis.KillAsync();
        call.Finish("answer");
        await redis.RestartAsync();

        Assert.Equal(TurnStatus.Completed, (await sending).Status);
        Assert.Equal(["one", "answer"], (await lab.Activate().History()).Data.Select(message => message.Message.Content));
    }

    [Fact]
    public async Task A_store_that_hangs_is_not_waited_for_beyond_its_time()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var lab = await SessionLab.StartAsync(redis,
            new() { ["Platform:Redis:OperationTimeout"] = "00:00:00.2", ["Platform:Sessions:CommitPatience"] = "00:00:00.2" }, time: TimeProvider.System);
        var session = lab.Activate();
        await session.Create();
        await session.Send("one");

        await redis.SignalAsync("STOP");
        var failed = await Refused(session);
        await redis.SignalAsync("CONT");

        Assert.Equal(ErrorCode.StorageUnavailable, failed.Code);
        await Served(session, "three");
        var history = (await lab.Activate().History()).Data.Select(message => message.Message.Content).ToArray();
        Assert.Equal(["three", "echo: three"], history[^2..]);
        Assert.Single(history, text => text == "three");
    }

    private static async Task<Failure> Refused(SessionActivation session)
    {
        try
        {
            return (await session.Send("refused")).Error!;
        }
        catch (PlatformException error)
        {
            return error.ToFailure();
        }
    }

    /// <summary>Sends until the client has its connection back, as callers do when they are told to come again.</summary>
    private static async Task<TurnResult> Served(SessionActivation session, string text, string? key = null)
    {
        key ??= Guid.NewGuid().ToString();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                if (await session.Send(text, key: key) is { Status: TurnStatus.Completed } result)
                    return result;
            }
            catch (PlatformException error) when (error.Code == ErrorCode.StorageUnavailable)
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }
}
