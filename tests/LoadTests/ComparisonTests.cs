using Platform.LoadTests.Reports;
using Platform.LoadTests.Reports.Baselines;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(1_000, 901, 10, 10, false)]
    [InlineData(1_000, 899, 10, 10, true)]
    [InlineData(1_000, 1_000, 10, 10.9, false)]
    [InlineData(1_000, 1_000, 10, 11.2, true)]
    [InlineData(1_000, 2_000, 10, 5, false)]
    public void More_than_a_tenth_of_throughput_or_p99_is_worse(double rateBefore, double rateNow, double msBefore, double msNow, bool isWorse) =>
        Assert.Equal(isWorse, Compare(ReportSamples.Row("turn", rateBefore, msBefore), ReportSamples.Row("turn", rateNow, msNow)).IsWorse);

    [Fact]
    public void A_p99_that_is_a_fifth_of_a_millisecond_later_is_noise_whatever_share_that_is()
    {
        var comparison = Compare(ReportSamples.Row("turn", 1_000, 0.5), ReportSamples.Row("turn", 1_000, 0.65));
        Assert.False(comparison.IsWorse);
        Assert.Contains(comparison.Changes, change => change.Verdict == "within 0.2 ms");
        Assert.True(Compare(ReportSamples.Row("turn", 1_000, 0.5), ReportSamples.Row("turn", 1_000, 0.75)).IsWorse);
    }

    [Fact]
    public void A_p99_of_fewer_than_a_hundred_requests_is_not_judged_and_their_throughput_is()
    {
        Assert.False(Compare(ReportSamples.Row("turn", 0, 10, requests: 99), ReportSamples.Row("turn", 0, 20)).IsWorse);
        Assert.True(Compare(ReportSamples.Row("turn", 100, 10, requests: 99), ReportSamples.Row("turn", 50, 10)).IsWorse);
    }

    [Fact]
    public void A_row_that_is_missing_is_worse_and_a_new_one_is_not()
    {
        var comparison = Compare(ReportSamples.Row("gone", 1, 1), ReportSamples.Row("new", 1, 1));
        Assert.True(comparison.IsWorse);
        Assert.Equal(["missing", "new"], comparison.Changes.Select(change => change.Verdict));
    }

    [Fact]
    public void A_row_of_a_scenario_that_was_not_asked_for_is_not_missed() =>
        Assert.False(Comparison.Of(Saved(ReportSamples.Row("streams: token", 1, 1)), [], row => row.StartsWith("turn: ", StringComparison.Ordinal)).IsWorse);

    [Fact]
    public void A_rate_that_says_nothing_is_not_compared() =>
        Assert.DoesNotContain(Compare(ReportSamples.Row("call", 0, 1), ReportSamples.Row("call", 0, 1)).Changes, change => change.Figure == "per second");

    private static Comparison Compare(ReportRow before, ReportRow now) => Comparison.Of(Saved(before), [now]);

    private static Baseline Saved(ReportRow row) => Baseline.Parse("before.json", ReportWriter.Write(ReportSamples.Full(row), ReportFormat.Json));
}
