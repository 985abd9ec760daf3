using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class TurnSamplesTests
{
    [Fact]
    public void A_stretch_has_the_latencies_of_what_was_due_in_it_and_the_rate_of_what_was_answered_in_it()
    {
        var samples = new TurnSamples(0, TimeSpan.Zero, Seconds(10), [Sample(0, 10), Sample(900, 2_000), Sample(1_500, 100), Sample(1_900, 50, TurnOutcome.Refused), Sample(2_000, 10)]);
        var row = samples.Row("second second", Seconds(1), Seconds(2));
        Assert.Equal([1], row.PerSecond);
        Assert.Equal(1, row.Rate);
        Assert.Equal(1, row.Latency.Count);
        Assert.Equal(100, row.Latency.Max.TotalMilliseconds);
        Assert.Equal(1, samples.Count(Seconds(1), Seconds(2), TurnOutcome.Refused));
        Assert.Equal(50, samples.Answering(Seconds(1), Seconds(2), TurnOutcome.Refused).Max.TotalMilliseconds);
        Assert.Equal(2_000, samples.Percentile(0.99, Seconds(0), Seconds(1))!.Value.TotalMilliseconds);
        Assert.Null(samples.Percentile(0.99, Seconds(3), Seconds(4)));
    }

    [Fact]
    public void A_load_that_was_ended_early_has_the_rate_of_what_ran_of_it()
    {
        var tenth = Enumerable.Range(0, 40).Select(tenth => Sample(tenth * 100, 10)).ToArray();
        Assert.Equal(10, new TurnSamples(0, Seconds(1), Seconds(4), tenth).Rate(Seconds(1), Seconds(9)));
        var neverMeasured = new TurnSamples(0, Seconds(9), Seconds(4), tenth).Row("nothing");
        Assert.Equal((0, 0L), (neverMeasured.Rate, neverMeasured.Latency.Count));
    }

    [Fact]
    public void Latencies_are_normal_again_with_the_first_second_whose_p99_is()
    {
        // Ten turns a second; those due within 2.5 s of the disturbance take long.
        var samples = new TurnSamples(0, TimeSpan.Zero, Seconds(10), [.. Enumerable.Range(0, 100).Select(tenth => Sample(tenth * 100, tenth is >= 10 and < 35 ? 800 : 5))]);
        Assert.Equal(Seconds(2.5), Recovery.Find(samples, Seconds(1), Seconds(10), normal: TimeSpan.FromMilliseconds(10)));
        Assert.Equal(TimeSpan.Zero, Recovery.Find(samples, Seconds(5), Seconds(10), normal: TimeSpan.FromMilliseconds(10)));
        Assert.Null(Recovery.Find(samples, Seconds(1), Seconds(4), normal: TimeSpan.FromMilliseconds(10)));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TurnSample Sample(int due, int took, TurnOutcome outcome = TurnOutcome.Served) =>
        new(TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(due + took), outcome);
}
