using Platform.LoadTests.Reports;
using Platform.LoadTests.Running;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class MediansTests
{
    [Fact]
    public void Each_figure_is_the_median_of_its_own()
    {
        Report[] runs =
        [
            Run(rate: 100, milliseconds: 30, bar: 0.2),
            Run(rate: 300, milliseconds: 10, bar: 0.4),
            Run(rate: 200, milliseconds: 50, bar: 0.3),
        ];
        var report = Medians.Of(runs);
        var row = Assert.Single(report.Rows);
        Assert.Equal(200, row.Rate);
        Assert.Equal(30, row.Summary.P99);
        Assert.Equal(3_000, row.Latency.Count);
        Assert.Equal(0.3, Assert.Single(report.Bars).Value);
        Assert.Contains(("runs", "3"), report.Facts);
    }

    [Fact]
    public void One_run_is_its_own_median()
    {
        var run = Run(rate: 100, milliseconds: 30, bar: 0.2);
        Assert.Same(run, Medians.Of([run]));
    }

    [Fact]
    public void What_was_not_measured_has_no_say()
    {
        Assert.Equal(2, Medians.Median([double.NaN, 1, 3]));
        Assert.Equal(double.NaN, Medians.Median([double.NaN]));
    }

    private static Report Run(double rate, double milliseconds, double bar) => new("turn", [ReportSamples.Row("turn", rate, milliseconds)], [])
    {
        Bars = [new BarFigure("B1", "ratio", bar, 0.3, 0.45, MoreIsBetter: true)],
    };
}
