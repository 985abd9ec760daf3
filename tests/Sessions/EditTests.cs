using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>A history that is added to, taken from, and copied.</summary>
[Collection(SessionCollection.Name)]
public sealed class EditTests(SessionRedis redis)
{
    [Fact]
    public async Task Messages_are_added_without_a_model_and_the_next_turn_knows_them()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Send("one");

        var added = await session.Append(new(ChatRole.User, "two"), new(ChatRole.Assistant, "three"));
        await session.Send("four");

        Assert.Equal([(3L, "two"), (4L, "three")], added.Select(message => (message.Seq, message.Message.Content)));
        Assert.Equal(["Help.", "one", "echo: one", "two", "three", "four"], lab.Models.Contexts.Last().Select(message => message.Content));
        Assert.Equal(["one", "echo: one", "two", "three", "four", "echo: four"], await Texts(lab.Activate()));
        Assert.Null((await session.FindTurn(added[0].TurnId))!.Result.Message);
    }

    [Fact]
    public async Task What_cannot_be_added_is_refused()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        Assert.Equal(ErrorCode.SessionNotFound, (await Assert.ThrowsAsync<PlatformException>(() => lab.Activate().Append(new ChatMessage(ChatRole.User, "x")))).Code);
        var session = await Created(lab);
        Assert.Equal(ErrorCode.MissingField, (await Assert.ThrowsAsync<PlatformException>(() => session.Append())).Code);
        Assert.Equal(ErrorCode.MessageTooLarge, (await Assert.ThrowsAsync<PlatformException>(() => session.Append(new ChatMessage(ChatRole.User, new string('x', 102_401))))).Code);
        Assert.Empty((await session.History()).Data);
    }

    [Fact]
    public async Task A_message_is_taken_out_and_the_numbers_of_the_others_stay()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Append(new(ChatRole.User, "a"), new(ChatRole.User, "b"), new(ChatRole.User, "c"));
        await session.Send("d");

        Assert.True(await session.RemoveMessage(2));
        Assert.False(await session.RemoveMessage(2));
        Assert.False(await session.RemoveMessage(99));
        Assert.True(await session.RemoveMessage(5));

        foreach (var activation in new[] { session, lab.Activate() })
            Assert.Equal([(1L, "a"), (3L, "c"), (4L, "d")], (await activation.History()).Data.Select(message => (message.Seq, message.Message.Content)));
        Assert.Equal([(3L, "c"), (1L, "a")], (await session.History(new HistoryRequest(4, Descending: true))).Data.Select(message => (message.Seq, message.Message.Content)));
        await session.Send("e");
        Assert.Equal(["Help.", "a", "c", "d", "e"], lab.Models.Contexts.Last().Select(message => message.Content));
    }

    [Fact]
    public async Task The_last_message_of_a_turn_takes_the_turn_with_it_and_new_numbers_still_rise()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Append(new ChatMessage(ChatRole.User, "a"));
        var last = await session.Append(new ChatMessage(ChatRole.User, "b"));

        Assert.True(await session.RemoveMessage(last[0].Seq));

        Assert.Null(await session.FindTurn(last[0].TurnId));
        Assert.Equal("c", Assert.Single(await session.Append(new ChatMessage(ChatRole.User, "c"))).Message.Content);
        Assert.Equal(["a", "c"], await Texts(lab.Activate()));
    }

    [Fact]
    public async Task Edits_wait_for_the_turns_before_them_and_turns_for_the_edits()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var running = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();

        var appending = session.Append(new ChatMessage(ChatRole.User, "added"));
        var removing = session.RemoveMessage(1);
        var behind = session.Send("three");
        await session.Settle();
        Assert.Empty((await session.History()).Data);
        call.Finish("1");
        await Task.WhenAll(running, appending, removing, behind);

        Assert.True(await removing);
        Assert.Equal(["1", "added", "echo: three", "three"], (await Texts(lab.Activate())).Order());
        Assert.Equal(5, (await session.Get())!.LastSeq);
    }

    [Theory]
    [InlineData("stored")]
    [InlineData("running")]
    [InlineData("waiting")]
    [InlineData("failed")]
    public async Task A_turn_is_taken_out_wherever_it_stands(string where)
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        await session.Send("before");
        string turnId;
        ScriptedCall? other = null;
        if (where == "stored")
        {
            turnId = (await session.Send("gone")).TurnId;
        }
        else
        {
            if (where == "waiting")
            {
                await session.Begin(SessionActivation.Request("other", "scripted"));
                other = await lab.Models.NextCall();
            }

            turnId = (await session.Begin(SessionActivation.Request("gone", "scripted"))).Result.TurnId;
            if (where != "waiting")
            {
                var call = await lab.Models.NextCall();
                call.Say("half");
                if (where == "failed")
                {
                    call.Fail(new PlatformException(ErrorCode.ProviderFailed, "down"));
                    await session.Follow(turnId).ToEnd();
                }
            }
        }

        var removing = session.RemoveTurn(turnId);
        other?.Finish("o");

        Assert.True(await removing);
        Assert.False(await session.RemoveTurn(turnId));
        Assert.Null(await session.FindTurn(turnId));
        Assert.Empty(await session.Follow(turnId).ToEnd());
        Assert.Equal(other is null ? ["before", "echo: before"] : ["before", "echo: before", "other", "o"], await Texts(lab.Activate()));
    }

    [Fact]
    public async Task A_copy_goes_on_by_itself_from_the_turn_it_was_made_of()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create(new NewSession { AgentId = "helper", UserId = "ann", Title = "t", Metadata = new() { ["k"] = "v" } });
        var first = await session.Send("one");
        await session.Send("two");

        var copy = (await session.Copy(first.TurnId))!;
        var branch = lab.Activate("s2");
        var info = await branch.CreateFrom(copy);
        await branch.Send(SessionActivation.Request("other") with { Follows = first.TurnId });

        Assert.Equal(("s2", "ann", "t", "v", 2L), (info.Id, info.UserId, info.Title, info.Metadata["k"], info.LastSeq));
        Assert.Equal(["one", "echo: one", "other", "echo: other"], await Texts(lab.Activate("s2")));
        Assert.Equal(["one", "echo: one", "two", "echo: two"], await Texts(lab.Activate()));
        Assert.Equal(ErrorCode.AlreadyExists, (await Assert.ThrowsAsync<PlatformException>(() => lab.Activate("s2").CreateFrom(copy))).Code);
        Assert.Null(await session.Copy("turn_unknown"));
        Assert.InRange((await lab.Redis.Database.KeyTimeToLiveAsync(lab.Key(Platform.Contracts.Keys.StoreKey.SessionLog, "s2")))!.Value, TimeSpan.FromHours(24), TimeSpan.FromHours(40));
    }

    [Fact]
    public async Task A_very_long_session_is_copied_too()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, tenant: new() { MaxMessages = 10_000 });
        var session = await Created(lab);
        var last = (await session.Send("m")).TurnId;
        var copy = (await session.Copy(last))!;
        var many = copy with { Entries = [.. Enumerable.Repeat(copy.Entries[0], 9_000)] };

        await lab.Activate("s2").CreateFrom(many);

        Assert.Equal(9_000, (await lab.Log("s2")).Length);
    }

    private static async Task<SessionActivation> Created(SessionLab lab)
    {
        var session = lab.Activate();
        await session.Create();
        return session;
    }

    private static async Task<string[]> Texts(SessionActivation session) =>
        [.. (await session.History(new HistoryRequest(Limit: 100))).Data.Select(message => message.Message.Content)];
}
