using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Api.Overload;
using Platform.Contracts.Sessions;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Overload;

/// <summary>Who is let in when turns are late.</summary>
public sealed class TurnGateTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly TurnGate _gate;
    private TimeSpan _own;

    public TurnGateTests() => _gate = new TurnGate(() => _own, Options.Create(new OverloadOptions()), _time, NullLogger<TurnGate>.Instance);

    [Fact]
    public void Everybody_is_let_in_while_turns_are_begun_in_time()
    {
        for (var window = 0; window < 10; window++)
        {
            Windows(1, answered: 100, lateMs: 250);
            Assert.Equal(0, RefusedOf(1_000, "a"));
        }
    }

    [Fact]
    public void One_silo_that_is_in_time_is_enough_for_it_to_stay_open()
    {
        for (var turn = 0; turn < 1_000; turn++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _gate.Answered(Result(turn % 10 == 7 ? 0 : 900), TimeSpan.Zero);
        }

        Assert.Equal(0, RefusedOf(1_000, "a"));
    }

    [Theory]
    [InlineData(300, 40, true)]
    [InlineData(5_000, 4_900, false)]
    [InlineData(5_000, null, false)]
    public void What_a_turn_takes_beside_its_time_in_the_silo_is_lateness_too_and_a_slow_model_is_none(int tookMs, int? heldMs, bool closes)
    {
        for (var turn = 0; turn < 100; turn++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _gate.Answered(Result(0) with { HeldMs = heldMs }, TimeSpan.FromMilliseconds(tookMs));
        }

        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(closes, RefusedOf(1_000, "a") > 900);
    }

    [Fact]
    public void Who_came_before_it_closed_has_waited_already_and_is_served()
    {
        Windows(1, answered: 100, lateMs: 300);
        _time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Equal(0, RefusedOf(1_000, "a"));
        Assert.True(RefusedAfter(TimeSpan.FromMilliseconds(2), 1_000) > 900);
    }

    [Fact]
    public void Then_fewer_are_let_in_than_are_done_and_the_others_are_told_when_to_come_back()
    {
        Close();
        // 2,000 are done per second: 1,400 are let in, a hundredth of them in any 10 ms, and half of that at once.
        Assert.Equal(93, RefusedAfter(TimeSpan.FromMilliseconds(10), 100));
        var refusal = _gate.Refusal("a");
        Assert.Equal((ErrorCode.Overloaded, TimeSpan.FromSeconds(1)), (refusal!.Code, refusal.RetryAfter));
    }

    [Fact]
    public void It_closes_for_lateness_of_its_own_process_too_and_stays_half_open()
    {
        Windows(1, answered: 100, lateMs: 0);
        _own = TimeSpan.FromMilliseconds(251);
        Windows(1, answered: 100, lateMs: 0);
        _time.Advance(TimeSpan.FromMilliseconds(251));
        for (var window = 0; window < 100; window++)
            Windows(1, answered: 1, lateMs: 0);
        // It was 2,000 per second; 1,000 are let in, five of them at once.
        Assert.Equal(95, RefusedAfter(TimeSpan.FromMilliseconds(50), 100));
    }

    [Fact]
    public void A_tenant_that_asks_for_little_gets_it_beside_one_that_asks_for_everything()
    {
        Close();
        var (quiet, flood) = (0, 0);
        for (var millisecond = 0; millisecond < 500; millisecond++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _gate.Answered(Result(0), TimeSpan.Zero);
            flood += RefusedOf(20, "flood");
            // 1.4 are let in, 0.7 for each of two; a window has to pass before it is known that there are two.
            if (millisecond % 2 == 0 && millisecond > 50)
                quiet += RefusedOf(1, "quiet");
        }

        Assert.Equal(0, quiet);
        Assert.True(flood > 8_000, $"{flood} of 10,000");
    }

    [Fact]
    public void It_opens_again_when_for_a_second_nobody_had_to_be_refused()
    {
        Close();
        Assert.True(RefusedOf(100, "a") > 90);
        Windows(1, answered: 100, lateMs: 0);
        Windows(19, answered: 10, lateMs: 0);
        Assert.True(RefusedOf(1_000, "a") > 900);

        Windows(1, answered: 100, lateMs: 0);
        Windows(20, answered: 10, lateMs: 0);
        Assert.Equal(0, RefusedOf(100_000, "a"));
    }

    [Fact]
    public void After_an_outage_in_which_next_to_nothing_got_done_it_lets_in_what_was_done_before_within_two_seconds()
    {
        Windows(20, answered: 100, lateMs: 0);
        // A turn a second, and each was late.
        for (var second = 0; second < 3; second++)
        {
            _own = TimeSpan.FromSeconds(1);
            _time.Advance(TimeSpan.FromSeconds(1));
            _gate.Answered(Result(1_000), TimeSpan.Zero);
        }

        _own = TimeSpan.Zero;
        Assert.True(RefusedAfter(TimeSpan.FromMilliseconds(1), 100) > 90);
        for (var millisecond = 0; millisecond < 2_000; millisecond++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            var letIn = 4 - RefusedOf(4, "a");
            for (var turn = 0; turn < letIn; turn++)
                _gate.Answered(Result(0), TimeSpan.Zero);
        }

        // 2,000 per second were done before: at least half of that passes, and from there on it grows as always.
        Assert.True(RefusedAfter(TimeSpan.FromMilliseconds(5), 10) <= 5);
    }

    [Theory]
    [InlineData(19, 5, 1_000, "MaxLateness")]
    [InlineData(60_001, 5, 1_000, "MaxLateness")]
    [InlineData(250, 0, 1_000, "Aim")]
    [InlineData(250, 251, 1_000, "Aim")]
    [InlineData(250, 5, 99, "RetryAfter")]
    public void Settings_that_make_no_sense_are_refused_at_start_by_name(int maxLateness, int aim, int retryAfter, string setting)
    {
        var result = new OverloadOptionsValidator().Validate(null, new OverloadOptions
        {
            MaxLateness = TimeSpan.FromMilliseconds(maxLateness),
            Aim = TimeSpan.FromMilliseconds(aim),
            RetryAfter = TimeSpan.FromMilliseconds(retryAfter),
        });
        Assert.Contains($"Platform:Overload:{setting} is", Assert.Single(result.Failures!));
        Assert.True(new OverloadOptionsValidator().Validate(null, new OverloadOptions()).Succeeded);
    }

    /// <summary>Has it close at 2,000 turns per second, and those pass who have waited.</summary>
    private void Close()
    {
        Windows(1, answered: 100, lateMs: 300);
        Windows(6, answered: 100, lateMs: 300);
    }

    private void Windows(int count, int answered, int lateMs)
    {
        for (var window = 0; window < count; window++)
        {
            for (var turn = 1; turn < answered; turn++)
                _gate.Answered(Result(lateMs), TimeSpan.Zero);
            _time.Advance(TimeSpan.FromMilliseconds(50));
            _gate.Answered(Result(lateMs), TimeSpan.Zero);
        }
    }

    private int RefusedAfter(TimeSpan pause, int count)
    {
        _ = _gate.Refusal("a");
        _time.Advance(pause);
        return RefusedOf(count, "a");
    }

    private int RefusedOf(int count, string tenant) => Enumerable.Range(0, count).Count(_ => _gate.Refusal(tenant) is not null);

    private static TurnResult Result(int lateMs) => new() { TurnId = "turn_1", Status = TurnStatus.Completed, Model = "m", LateMs = lateMs };
}
