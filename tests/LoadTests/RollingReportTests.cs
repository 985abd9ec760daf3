using Platform.LoadTests.Faults;
using Platform.LoadTests.Load;
using Platform.LoadTests.Rolling;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class RollingReportTests
{
    private static readonly (string, LoadResult)[] Loads =
    [
        ("plain", new LoadResult(800, TimeSpan.FromSeconds(5), new LatencyHistogram())),
        ("paced", new LoadResult(200, TimeSpan.FromSeconds(5), new LatencyHistogram())),
    ];

    [Fact]
    public void One_failed_request_fails_the_run_and_is_listed()
    {
        var failure = new TurnFailure(TimeSpan.FromSeconds(2), "ses_1", "user 7 turn 3", "503 draining");
        var error = Assert.Throws<LoadFailedException>(() => RollingReport.Of("rolling-restart", Loads, [], [failure], [], TimeSpan.Zero));
        Assert.Contains("1 of 1000 requests failed", error.Message);
        Assert.Contains("at 2.00 s in ses_1, 'user 7 turn 3': 503 draining", error.Message);
    }

    [Fact]
    public void A_lost_turn_fails_the_run_although_every_request_was_answered()
    {
        var violation = new Violation(ViolationKind.Lost, "ses_1", "turn 3 is not stored");
        var error = Assert.Throws<LoadFailedException>(() => RollingReport.Of("rolling-restart", Loads, [], [], [violation], TimeSpan.Zero));
        Assert.Contains("Lost in ses_1: turn 3 is not stored", error.Message);
    }

    [Fact]
    public void A_sound_run_tells_each_restart()
    {
        var report = RollingReport.Of("rolling-restart", Loads, [new Restart("Silo", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5))], [], [], TimeSpan.FromSeconds(0.25));
        Assert.Contains(("failed requests", "0"), report.Facts);
        Assert.Contains(("longest time without any answer", "0.25 s"), report.Facts);
        Assert.Contains(("restart 1, Silo", "ended after 1.00 s, replaced after 2.50 s"), report.Facts);
    }

    [Fact]
    public void The_longest_gap_lies_between_two_answers_whoever_got_them()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), RollingReport.LongestGap([.. new[] { 4, 1, 9, 7, 4 }.Select(second => TimeSpan.FromSeconds(second))]));
        Assert.Equal(TimeSpan.Zero, RollingReport.LongestGap([TimeSpan.FromSeconds(5)]));
        Assert.Equal(TimeSpan.Zero, RollingReport.LongestGap([]));
    }
}
