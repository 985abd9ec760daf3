using Platform.LoadTests.Load;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_have_three_significant_digits_from_a_microsecond_to_an_hour()
    {
        for (var microseconds = 1L; microseconds < 3_600_000_000; microseconds = (microseconds * 7) + 3)
        {
            var histogram = new LatencyHistogram();
            histogram.Record(TimeSpan.FromMicroseconds(microseconds));
            histogram.Record(TimeSpan.FromHours(2));
            var found = histogram.Percentile(0.5).TotalMicroseconds;
            Assert.InRange(found, microseconds, microseconds * 1.001 + 0.1);
        }
    }

    [Fact]
    public void Percentiles_agree_with_a_sorted_list()
    {
        var random = new Random(20);
        var all = Enumerable.Range(0, 10_000).Select(_ => TimeSpan.FromTicks((long)Math.Exp(random.NextDouble() * 15))).ToList();
        var histogram = new LatencyHistogram();
        all.ForEach(histogram.Record);
        all.Sort();
        foreach (var share in (double[])[0.01, 0.5, 0.9, 0.99, 0.999, 1])
        {
            var exact = all[(int)Math.Ceiling(share * all.Count) - 1];
            Assert.InRange(histogram.Percentile(share).Ticks, exact.Ticks, exact.Ticks * 1.001 + 1);
        }

        Assert.Equal(all[^1], histogram.Max);
    }

    [Fact]
    public void Joining_two_histograms_counts_what_both_recorded()
    {
        var slow = new LatencyHistogram();
        var fast = new LatencyHistogram();
        slow.Record(TimeSpan.FromSeconds(3));
        fast.Record(TimeSpan.FromMilliseconds(1));
        fast.Record(TimeSpan.FromMilliseconds(2));

        fast.Add(slow);

        Assert.Equal(3, fast.Count);
        Assert.Equal(TimeSpan.FromSeconds(3), fast.Max);
        Assert.InRange(fast.Percentile(0.5).TotalMilliseconds, 2, 2.01);
    }

    [Fact]
    public void An_empty_histogram_has_no_latency() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(0.99));
}
