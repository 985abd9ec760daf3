using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;
using Platform.LoadTests.Turns;
using Platform.LoadTests.Users;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class TurnSessionsTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task What_was_acknowledged_is_what_has_to_be_stored()
    {
        var sessions = await TurnSessions.Create(Context(), 3, AgentId, Cancellation);
        await sessions.Fill(2, Cancellation);
        Assert.Equal([2, 2, 2], Enumerable.Range(0, 3).Select(sessions.AcknowledgedOf));
        await sessions.Verify(Cancellation, messages: 4);

        sessions.Acknowledge(1);
        var lost = await Assert.ThrowsAnyAsync<LoadFailedException>(() => sessions.Verify(Cancellation));
        Assert.Contains("3 turns acknowledged, 2 stored", lost.Message, StringComparison.Ordinal);
        var doubled = new TurnSessions(Context(), [sessions.Ids[0]], static session => $"load {session}");
        doubled.Acknowledge(0);
        await Assert.ThrowsAnyAsync<LoadFailedException>(() => doubled.Verify(Cancellation));
    }

    [Fact]
    public async Task A_history_that_has_not_the_wanted_length_fails_the_run()
    {
        var sessions = await TurnSessions.Create(Context(), 1, AgentId, Cancellation);
        await sessions.Fill(1, Cancellation);
        await Assert.ThrowsAnyAsync<LoadFailedException>(() => sessions.Verify(Cancellation, messages: 4));
    }

    [Fact]
    public async Task Both_sides_of_a_comparison_get_turns_and_only_acknowledged_ones_count()
    {
        var first = await TurnSessions.Create(Context(), 2, AgentId, Cancellation);
        var second = await TurnSessions.Create(Context(), 2, AgentId, Cancellation);
        var found = await Comparison.Run(new TurnSide("first", first, Context()), new TurnSide("second", second, Context()), Cancellation);

        Assert.Equal(["first", "second"], found.Rows.Select(static row => row.Name));
        Assert.All(found.Rows, static row => Assert.True(row.Rate > 0));
        Assert.True(found.RateRatio > 0);
        await first.Verify(Cancellation);
        await second.Verify(Cancellation);
    }

    [Fact]
    public async Task A_cold_call_that_is_answered_with_another_state_than_the_stored_one_fails_the_run()
    {
        var sessions = await TurnSessions.Create(Context(), 2, AgentId, Cancellation);
        await sessions.Fill(1, Cancellation);
        using var calls = await ColdCalls.Open(Context(), sessions, [0, 1], Cancellation);
        await calls.Next(Cancellation);
        await calls.Next(Cancellation);
        Assert.True(calls.IsDone);
        Assert.Equal([1, 1, 1, 1], new[] { calls.ColdRead, calls.WarmRead, calls.ColdTurn, calls.WarmTurn }.Select(static calls => calls.Count));
        await sessions.Verify(Cancellation);

        sessions.Acknowledge(0);
        using var wrong = await ColdCalls.Open(Context(), sessions, [0], Cancellation);
        await Assert.ThrowsAsync<LoadFailedException>(async () => await wrong.Next(Cancellation));
    }

    private ScenarioContext Context() => new(
        Platform.Address, OwnerKey, Connections: 2, Users: 2, Rate: 0, TimeSpan.FromSeconds(0.6), Seed: 1, Platform: null, static _ => { }, TimeProvider.System);
}
