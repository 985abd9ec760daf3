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
    public async Task Messages_are_added_once_by_the_same_request_also_on_another_activation_and_after_they_were_taken_out()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, tenant: new() { MaxMessages = 2 }, agent: new() { Models = ["scripted"], MaxMessages = 2 });
        var session = await Created(lab);
        ChatMessage[] messages = [new(ChatRole.User, "a"), new(ChatRole.User, "b")];

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => session.AppendOnce("one", messages)));
        Assert.All(added, answer => Assert.Equal(added[0].Select(message => message.Id), answer.Select(message => message.Id)));
        await session.AppendOnce("two", new ChatMessage(ChatRole.User, "c"));
        await session.AppendOnce("three", new ChatMessage(ChatRole.User, "d"));
        Assert.Equal(["c", "d"], await Texts(session));

        // Those of the first request are pruned, and it is known all the same.
        session = lab.Activate();
        Assert.Equal(["a", "b"], (await session.AppendOnce("one", messages)).Select(message => message.Message.Content));
        Assert.True(await session.RemoveMessage(4));
        Assert.True(await session.RemoveMessage(3));
        foreach (var activation in new[] { session, lab.Activate() })
        {
            Assert.Empty(await activation.AppendOnce("two", new ChatMessage(ChatRole.User, "c")));
            Assert.Empty(await activation.AppendOnce("three", new ChatMessage(ChatRole.User, "d")));
        }

        Assert.Equal(5, Assert.Single(await lab.Activate().AppendOnce("four", new ChatMessage(ChatRole.User, "e"))).Seq);
    }

    [Fact]
    public async Task What_a_client_says_it_sends_again_is_added_once_for_a_while_also_without_a_key()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var hash = System.Security.Cryptography.SHA256.HashData("a"u8);
        var first = new NewMessages([new(ChatRole.User, "a")]) { RequestHash = hash };

        var added = await session.Append(first);
        session = lab.Activate();
        Assert.Equal(added, await session.Append(first with { IsRetry = true }));
        await session.Append(first with { IsRetry = true, RequestHash = System.Security.Cryptography.SHA256.HashData("b"u8) });
        await session.Append(first);
        Assert.Equal(["a", "a", "a"], await Texts(session));
        lab.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(4, Assert.Single(await session.Append(first with { IsRetry = true })).Seq);
    }

    [Fact]
    public async Task A_session_begins_with_messages_in_the_write_that_creates_it()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var settings = new NewSession { AgentId = "helper", RequestToken = "one", Messages = [new(ChatRole.User, "a"), new(ChatRole.Assistant, "b")] };

        Assert.Equal(2, (await lab.Activate().Create(settings)).LastSeq);
        Assert.Equal(2, (await lab.Activate().Create(settings)).LastSeq);
        await lab.Activate().Send("c");

        Assert.Equal(["a", "b", "c", "echo: c"], await Texts(lab.Activate()));
        Assert.Equal(["Help.", "a", "b", "c"], lab.Models.Contexts.Last().Select(message => message.Content));
        Assert.True((await lab.Redis.Database.KeyTimeToLiveAsync(lab.Key(Platform.Contracts.Keys.StoreKey.SessionLog)))!.Value > TimeSpan.FromHours(24));
        var tooLarge = settings with { Messages = [new(ChatRole.User, new string('x', 102_401))] };
        Assert.Equal(ErrorCode.MessageTooLarge, (await Assert.ThrowsAsync<PlatformException>(() => lab.Activate("s2").Create(tooLarge))).Code);
        Assert.Null(await lab.Activate("s2").Get());
    }

    [Fact]
    public async Task Each_part_of_a_message_goes_by_itself_and_the_others_keep_their_places()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        ToolCall[] calls = [new("c0", "f", "{}"), new("c1", "g", "{}"), new("c2", "h", "{}")];
        var turn = (await session.Append(new ChatMessage(ChatRole.User, "x"), new ChatMessage(ChatRole.Assistant, "text", calls)))[0].TurnId;

        Assert.True(await session.RemovePart(turn, 2, 0));
        Assert.False(await session.RemovePart(turn, 2, 0));
        Assert.Equal([("c1", 1), ("c2", 2)], await Calls());
        Assert.True(await session.RemovePart(turn, 2));
        Assert.False(await session.RemovePart(turn, 2));
        Assert.Equal(["x", ""], await Texts(session));
        Assert.False(await session.RemovePart(turn, 2, 3));
        Assert.True(await session.RemovePart(turn, 2, 1));
        Assert.Equal([("c2", 2)], await Calls());
        Assert.True(await session.RemovePart(turn, 2, 2));
        Assert.Equal(["x"], await Texts(session));
        Assert.False(await session.RemovePart(turn, 1, 0));
        Assert.False(await session.RemovePart("turn_unknown", 1));
        Assert.True(await session.RemovePart(turn, 1));
        Assert.Empty(await Texts(lab.Activate()));

        // From the store: every change has the session read again.
        async Task<IEnumerable<(string, int)>> Calls() =>
            (await session.History()).Data[^1].Message.ToolCalls!.Select((call, index) => (call.Id, call.Place ?? index));
    }

    [Fact]
    public async Task Texts_between_calls_go_by_themselves_too()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        ToolCall[] calls = [new("c0", "f", "{}") { TextBefore = 1 }, new("c1", "g", "{}") { TextBefore = 3 }];
        var turn = (await session.Append(new ChatMessage(ChatRole.User, "x"), new ChatMessage(ChatRole.Assistant, "abbccc", calls)))[0].TurnId;

        Assert.False(await session.RemovePart(turn, 2, null, 3));
        Assert.True(await session.RemovePart(turn, 2, null, 1));
        Assert.False(await session.RemovePart(turn, 2, null, 1));
        Assert.Equal("a0 c0 c1 ccc2", await Parts());
        Assert.True(await session.RemovePart(turn, 2, null, 0));
        Assert.Equal("c0 c1 ccc2", await Parts());
        Assert.True(await session.RemovePart(turn, 2, 0));
        Assert.Equal("c1 ccc2", await Parts());
        Assert.True(await session.RemovePart(turn, 2, 1));
        Assert.Equal("ccc0", await Parts());

        async Task<string> Parts()
        {
            var message = (await session.History()).Data[^1].Message;
            return string.Join(' ', MessagePart.Of(message).Select(part => part.Call?.Id ?? part.TextIn(message) + part.Place));
        }
    }

    [Fact]
    public async Task What_was_taken_out_of_an_answer_is_not_told_to_anybody_who_follows_the_turn()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var live = session.Stream(SessionActivation.Request("hello", "scripted") with { KeepsPieces = true });
        var call = await lab.Models.NextCall();
        call.Say("a secret");
        call.Say(" and more");
        call.Finish();
        var turn = (await live.ToEnd())[0].TurnId;

        Assert.True(await session.RemovePart(turn, 2));

        foreach (var activation in new[] { session, lab.Activate() })
            Assert.DoesNotContain(await activation.Follow(turn).ToEnd(), happened => happened.Text is not null || happened.Result?.Message is not null);
        Assert.DoesNotContain(await lab.Log(), entry => ((string)entry!).Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_edits_wait_than_turns_may()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server, new() { ["Platform:Sessions:MaxWaitingTurns"] = "2" });
        var session = await Created(lab);
        var running = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();
        var waiting = new[] { session.Append(new ChatMessage(ChatRole.User, "a")), session.Append(new ChatMessage(ChatRole.User, "b")) };
        await session.Settle();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Append(new ChatMessage(ChatRole.User, "c")));
        call.Finish("1");
        await Task.WhenAll(waiting);
        await session.Append(new ChatMessage(ChatRole.User, "d"));

        Assert.Equal((ErrorCode.RateLimited, true), (refused.Code, refused.RetryAfter is not null));
        Assert.Equal(["one", "1", "a", "b", "d"], await Texts(session));
        await running;
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
        var next = Assert.Single(await session.Append(new ChatMessage(ChatRole.User, "c")));
        Assert.Equal((3L, "c"), (next.Seq, next.Message.Content));
        session = lab.Activate();
        Assert.Equal(["a", "c"], await Texts(session));
        Assert.True(await session.RemoveTurn(next.TurnId));
        Assert.Equal(4, Assert.Single(await lab.Activate().Append(new ChatMessage(ChatRole.User, "d"))).Seq);
        Assert.True((await lab.Redis.Database.KeyTimeToLiveAsync(lab.Key(Platform.Contracts.Keys.StoreKey.SessionRecord)))!.Value > TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task Edits_wait_for_the_turns_before_them_and_turns_for_the_edits()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = await Created(lab);
        var running = session.Send("one", "scripted");
        var call = await lab.Models.NextCall();

        var appending = session.Append(new ChatMessage(ChatRole.User, "added"));
        var removing = session.RemovePart((await session.Get())!.RunningTurnId!, 1);
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
