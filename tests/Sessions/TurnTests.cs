using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Xunit;

namespace Platform.Tests.Sessions;

[Collection(SessionCollection.Name)]
public sealed class TurnTests(SessionRedis redis)
{
    [Fact]
    public async Task A_second_message_is_answered_knowing_the_first()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();

        var first = await session.Send("one");
        var second = await session.Send("two");

        Assert.Equal(TurnStatus.Completed, first.Status);
        Assert.Equal("echo: two", second.Message!.Message.Content);
        Assert.Equal(4, second.Message.Seq);
        var context = lab.Models.Contexts.Last();
        Assert.Equal(["Help.", "one", "echo: one", "two"], context.Select(message => message.Content));
    }

    [Fact]
    public async Task A_new_activation_finds_what_an_earlier_one_stored()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var before = lab.Activate();
        await before.Create();
        var turn = await before.Send("hello");

        var after = lab.Activate();
        var history = await after.History();

        Assert.Equal(["hello", "echo: hello"], history.Data.Select(message => message.Message.Content));
        Assert.Equal(turn.Message, history.Data[1]);
        Assert.Equal(2, (await after.Get())!.LastSeq);
    }

    [Fact]
    public async Task A_turn_creates_the_session_when_asked_to_and_fails_on_an_unknown_one_when_not()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("hello"));
        Assert.Equal(ErrorCode.SessionNotFound, refused.Code);
        Assert.Equal(0, await KeysOf(lab));

        await session.Send(SessionActivation.Request("hello") with { CreateWith = new NewSession { AgentId = "helper", UserId = "ann" } });
        Assert.Equal("ann", (await session.Get())!.UserId);
        Assert.Equal(ErrorCode.AlreadyExists, (await Assert.ThrowsAsync<PlatformException>(() => session.Create())).Code);
    }

    [Fact]
    public async Task Two_first_turns_at_once_create_one_session_and_both_are_stored()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        var request = SessionActivation.Request("hello") with { CreateWith = new NewSession { AgentId = "helper" } };

        await Task.WhenAll(session.Send(request), session.Send(request), session.Send(request));

        Assert.Equal(6, (await lab.Activate().Get())!.LastSeq);
    }

    [Theory]
    [InlineData("nobody", null, ErrorCode.AgentNotFound)]
    [InlineData("helper", "unknown/model", ErrorCode.ModelNotFound)]
    [InlineData(null, null, ErrorCode.MissingField)]
    public async Task A_turn_that_cannot_run_is_refused_before_anything_is_written(string? agentId, string? model, ErrorCode expected)
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var request = SessionActivation.Request("hello") with { Model = model, CreateWith = new NewSession { AgentId = agentId } };

        var refused = await Assert.ThrowsAsync<PlatformException>(() => lab.Activate().Send(request));

        Assert.Equal(expected, refused.Code);
        Assert.Equal(0, await KeysOf(lab));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_by_its_bytes_and_one_at_the_limit_is_taken()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send(new string('ä', (50 * 1024) + 1)));
        var taken = await session.Send(new string('ä', 50 * 1024));

        Assert.Equal(ErrorCode.MessageTooLarge, refused.Code);
        Assert.Equal(TurnStatus.Completed, taken.Status);
    }

    [Fact]
    public async Task A_session_of_another_user_is_not_found()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create(new NewSession { AgentId = "helper", UserId = "ann" });

        var refused = await Assert.ThrowsAsync<PlatformException>(
            () => session.Send(SessionActivation.Request("hello") with { OnlyUserId = "bob" }));

        Assert.Equal(ErrorCode.SessionNotFound, refused.Code);
        Assert.Equal(0, (await session.Get())!.LastSeq);
    }

    [Fact]
    public async Task A_stateless_turn_leaves_no_trace_in_the_store()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate("throwaway");
        var request = SessionActivation.Request("three") with
        {
            Store = false,
            Input = [new(ChatRole.User, "one"), new(ChatRole.Assistant, "two"), new(ChatRole.User, "three")],
        };

        var result = await session.Send(request);

        Assert.Equal("echo: three", result.Message!.Message.Content);
        Assert.Equal(0, await KeysOf(lab));
        Assert.Equal(1, session.Retirements);
        Assert.Null(await lab.Activate("throwaway").Get());
    }

    [Fact]
    public async Task A_stateless_stream_ends_although_its_turn_was_over_before_anybody_could_watch()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate("throwaway");

        var events = await session.Stream(SessionActivation.Request("hello") with { Store = false }).ToEnd();

        Assert.Equal([TurnEventKind.Started, TurnEventKind.TextDelta, TurnEventKind.Ended], events.Select(happened => happened.Kind));
        Assert.Equal("echo: hello", events[^1].Result!.Message!.Message.Content);
        Assert.Equal(1, session.Retirements);
    }

    [Fact]
    public async Task A_turn_that_the_model_failed_is_answered_as_failed_and_not_stored()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();

        var sending = session.Send("hello", "scripted");
        var call = await lab.Models.NextCall();
        call.Say("half an ans");
        call.Fail(new PlatformException(ErrorCode.ProviderFailed, "The provider is down."));
        var result = await sending;

        Assert.Equal(TurnStatus.Failed, result.Status);
        Assert.Equal(ErrorCode.ProviderFailed, result.Error!.Code);
        Assert.Equal("half an ans", result.Message!.Message.Content);
        Assert.Empty((await session.History()).Data);
        Assert.Equal(TurnStatus.Failed, (await session.Get())!.LastTurnStatus);
        Assert.Equal(0, (await lab.Activate().Get())!.LastSeq);
    }

    [Fact]
    public async Task A_defect_of_a_model_is_told_without_its_details()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();

        var sending = session.Send("hello", "scripted");
        (await lab.Models.NextCall()).Fail(new NullReferenceException("secret detail"));

        var result = await sending;
        Assert.Equal(ErrorCode.InternalError, result.Error!.Code);
        Assert.DoesNotContain("secret", result.Error.Message);
    }

    [Fact]
    public async Task Tool_calls_and_their_results_come_back_to_the_model_in_order()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        var sending = session.Send("weather?", "scripted");
        var call = await lab.Models.NextCall();
        call.CallTool("call_1", "weather", """{"city":""");
        call.CallTool("call_1", "weather", "\"Bonn\"}");
        call.Finish(reason: FinishReason.ToolCalls);
        var asked = await sending;

        Assert.Equal(FinishReason.ToolCalls, asked.FinishReason);
        Assert.Equal("""{"city":"Bonn"}""", Assert.Single(asked.Message!.Message.ToolCalls!).Arguments);

        var again = lab.Activate();
        await again.Send(SessionActivation.Request("") with { Input = [new ChatMessage(ChatRole.Tool, "rain", ToolCallId: "call_1")] });
        var context = lab.Models.Contexts.Last();
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], context.Select(message => message.Role));
        Assert.Equal("call_1", context[2].ToolCalls![0].Id);
        Assert.Equal("call_1", context[3].ToolCallId);
    }

    [Fact]
    public async Task A_suspended_or_unknown_tenant_has_no_turns()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        await lab.PutTenant(new TenantSettings(), TenantStatus.Suspended);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Send("hello"));

        Assert.Equal(ErrorCode.TenantSuspended, refused.Code);
    }

    [Fact]
    public async Task A_deleted_session_stops_its_turn_and_leaves_no_key()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();
        await session.Send("hello");
        var sending = session.Send("more", "scripted");
        var call = await lab.Models.NextCall();

        Assert.True(await session.Delete());

        Assert.True(call.Cancellation.IsCancellationRequested);
        Assert.Equal(TurnStatus.Cancelled, (await sending).Status);
        Assert.Null(await session.Get());
        Assert.False(await session.Delete());
        Assert.Equal(0, await KeysOf(lab));
    }

    [Fact]
    public async Task Settings_that_are_changed_hold_for_the_next_activation()
    {
        await using var lab = await SessionLab.StartAsync(redis.Server);
        var session = lab.Activate();
        await session.Create();

        await session.Update(new SessionChanges { Title = "Trip", Metadata = new() { ["a"] = "b" }, TtlHours = 3 });

        var info = (await lab.Activate().Get())!;
        Assert.Equal(("Trip", "b", 3), (info.Title, info.Metadata["a"], info.TtlHours));
        var refused = await Assert.ThrowsAsync<PlatformException>(() => session.Update(new SessionChanges { AgentId = "nobody" }));
        Assert.Equal((ErrorCode.AgentNotFound, "agentId"), (refused.Code, refused.Param));
    }

    private static Task<int> KeysOf(SessionLab lab) => lab.CountKeys(GrainKey.ForTenant(lab.TenantId) + "/");
}
