using Microsoft.Extensions.Options;
using Platform.Contracts.Sessions;
using Platform.ServiceDefaults.Lateness;
using Platform.Silo.Sessions;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>The seats of a busy silo go to tenants by turns, in proportion to their weights.</summary>
public sealed class FairShareTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_free_seat_is_taken_at_once_and_a_taken_one_is_waited_for()
    {
        var share = Seats(1);

        Assert.True(share.Take("a", 10).AsTask().IsCompletedSuccessfully);
        var waiting = share.Take("a", 10).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, share.Waiting);
        share.Leave();
        Assert.True(waiting.IsCompletedSuccessfully);
        share.Leave();
        Assert.True(share.Take("b", 10).AsTask().IsCompletedSuccessfully);
        Assert.Equal(0, share.Waiting);
    }

    [Fact]
    public void A_tenant_is_crowded_while_its_first_in_line_has_waited_too_long_and_others_are_not()
    {
        var share = Seats(1);
        _ = share.Take("noisy", 10).AsTask();
        _ = share.Take("noisy", 10).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(500));
        _ = share.Take("noisy", 10).AsTask();
        _ = share.Take("quiet", 10).AsTask();
        Assert.False(share.IsCrowded("noisy"));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(share.IsCrowded("noisy"));
        Assert.False(share.IsCrowded("quiet"));
        Assert.False(share.IsCrowded("nobody"));

        // The second one is first now, and has waited for a millisecond.
        share.Leave();
        Assert.False(share.IsCrowded("noisy"));
    }

    [Fact]
    public void The_longest_wait_is_that_of_the_first_in_any_line()
    {
        var share = Seats(1);
        Assert.Equal(TimeSpan.Zero, share.LongestWait);
        _ = share.Take("a", 10).AsTask();
        Assert.Equal(TimeSpan.Zero, share.LongestWait);
        _ = share.Take("b", 10).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _ = share.Take("c", 10).AsTask();
        _ = share.Take("b", 10).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(TimeSpan.FromMilliseconds(40), share.LongestWait);
        share.Leave();
        Assert.Equal(TimeSpan.FromMilliseconds(10), share.LongestWait);
    }

    [Fact]
    public void An_outcome_tells_how_late_the_silo_is_and_how_long_it_had_the_request()
    {
        using var pool = new PoolLateness(_time);
        var share = Seats(1);
        var lateness = new SiloLateness(pool, share, _time);
        var result = new TurnResult { TurnId = "turn_1", Status = TurnStatus.Completed, Model = "m" };
        var came = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(2.5));
        Assert.Equal((0, 3), (lateness.Tell(result, came).LateMs, lateness.Tell(result, came).HeldMs));
        _ = share.Take("a", 10).AsTask();
        _ = share.Take("a", 10).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(40));
        Assert.Equal((40, 43), (lateness.Tell(result, came).LateMs, lateness.Tell(result, came).HeldMs));
    }

    [Fact]
    public void A_tenant_that_comes_late_does_not_wait_for_the_flood_before_it()
    {
        var share = Seats(1);
        _ = share.Take("noisy", 10).AsTask();
        var flood = Enumerable.Range(0, 100).Select(_ => share.Take("noisy", 10).AsTask()).ToArray();
        var quiet = share.Take("quiet", 10).AsTask();

        share.Leave();
        share.Leave();

        Assert.True(quiet.IsCompletedSuccessfully);
        Assert.Equal(1, flood.Count(static turn => turn.IsCompletedSuccessfully));
    }

    [Fact]
    public void Seats_go_to_tenants_in_proportion_to_their_weights_and_within_one_in_their_order()
    {
        var share = Seats(1);
        _ = share.Take("first", 1).AsTask();
        var served = new List<string>();
        var turns = new List<(string Tenant, Task Turn)>();
        for (var turn = 0; turn < 60; turn++)
        {
            turns.Add(("light", share.Take("light", 10).AsTask()));
            turns.Add(("heavy", share.Take("heavy", 30).AsTask()));
        }

        for (var seat = 0; seat < 40; seat++)
        {
            share.Leave();
            var next = turns.FindIndex(static turn => turn.Turn.IsCompletedSuccessfully);
            // The first of its tenant that is left.
            Assert.Equal(turns.FindIndex(turn => turn.Tenant == turns[next].Tenant), next);
            served.Add(turns[next].Tenant);
            turns.RemoveAt(next);
        }

        Assert.InRange(served.Count(static tenant => tenant == "heavy"), 29, 31);
    }

    [Fact]
    public void Having_been_away_is_no_credit()
    {
        var share = Seats(1);
        _ = share.Take("a", 10).AsTask();
        for (var round = 0; round < 50; round++)
        {
            _ = share.Take("a", 10).AsTask();
            share.Leave();
        }

        var (mine, other) = (Enumerable.Range(0, 10).Select(_ => share.Take("b", 10).AsTask()).ToArray(), Enumerable.Range(0, 10).Select(_ => share.Take("a", 10).AsTask()).ToArray());
        for (var seat = 0; seat < 10; seat++)
            share.Leave();

        Assert.InRange(mine.Count(static turn => turn.IsCompletedSuccessfully), 4, 6);
        Assert.InRange(other.Count(static turn => turn.IsCompletedSuccessfully), 4, 6);
    }

    private FairShare Seats(int count) => new(Options.Create(new SessionOptions { MaxBusyTurns = count }), _time);
}
