using System.Globalization;
using System.Xml.Linq;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Reports.Plots;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_report_has_a_plot_of_latency_one_of_throughput_and_one_for_each_further_unit()
    {
        var report = ReportSamples.Full() with
        {
            Series =
            [
                new ReportSeries("silo 1", "MB", [(TimeSpan.Zero, 1), (TimeSpan.FromSeconds(1), 2)]),
                new ReportSeries("waiting", "turns at once", [(TimeSpan.Zero, 1), (TimeSpan.FromSeconds(1), 2)]),
                new ReportSeries("refused", "per second", [(TimeSpan.Zero, 1), (TimeSpan.FromSeconds(1), 2)]),
            ],
        };
        var plots = ReportPlots.Of(report).ToArray();
        Assert.Equal(["latency", "throughput", "memory", "turns-at-once"], plots.Select(plot => plot.Name));
        Assert.Equal(["persisted turn", "refused"], plots[1].Lines.Select(line => line.Name));
    }

    [Fact]
    public void A_report_without_requests_and_series_has_no_plot() =>
        Assert.Empty(ReportPlots.Of(new Report("turn", [ReportSamples.Row("turn", 0, 1, requests: 0)], [])));

    [Fact]
    public void Every_plot_is_well_formed_has_no_script_and_names_all_lines()
    {
        var report = ReportSamples.Full(ReportSamples.Row("<turn> & \"more\"", 5, 3) with { PerSecond = [5, 6] }, ReportSamples.Row("one request", 1, 0, requests: 1));
        foreach (var plot in ReportPlots.Of(report))
        {
            var text = SvgPlot.Draw(plot);
            var document = XDocument.Parse(text);
            Assert.Equal(Svg + "svg", document.Root!.Name);
            Assert.Empty(document.Descendants(Svg + "script"));
            Assert.Contains("prefers-color-scheme:dark", text);
            foreach (var line in plot.Lines)
                Assert.Contains(document.Descendants(Svg + "text"), element => element.Value == line.Name);
        }
    }

    [Fact]
    public void Every_point_lies_inside_of_the_picture()
    {
        var latency = new LatencyHistogram();
        var random = new Random(3);
        for (var request = 0; request < 100_000; request++)
            latency.Record(TimeSpan.FromMicroseconds(Math.Exp(random.NextDouble() * 12)));
        var plot = ReportPlots.Of(new Report("turn", [new ReportRow("turn", 1, latency)], [])).Single();
        Assert.InRange(plot.Lines[0].Points.Count, 100, 500);
        var document = XDocument.Parse(SvgPlot.Draw(plot));
        var (width, height) = (Number(document.Root!.Attribute("width")!.Value), Number(document.Root.Attribute("height")!.Value));
        var points = document.Descendants(Svg + "polyline").Single().Attribute("points")!.Value.Split(' ').Select(point => point.Split(',').Select(Number).ToArray()).ToArray();
        Assert.All(points, point => Assert.True(point[0] > 0 && point[0] < width && point[1] > 0 && point[1] < height));
        // To the right is rarer, and upwards is slower.
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.True(pair.First[0] <= pair.Second[0] && pair.First[1] >= pair.Second[1]));
    }

    [Fact]
    public void A_linear_axis_begins_at_zero_ends_at_a_round_value_and_has_round_ticks()
    {
        var axis = PlotAxis.Linear("seconds", 22);
        Assert.Equal([0, 5, 10, 15, 20, 25], axis.Ticks.Select(tick => tick.Value));
        Assert.Equal(0.5, axis.Place(12.5));
        Assert.Equal(1, axis.Place(1_000));
        Assert.Equal([0, 1], new[] { 0.0, 1.0 }.Select(place => Math.Clamp(PlotAxis.Linear("nothing", 0).Place(place), 0, 1)));
    }

    [Fact]
    public void A_log_axis_gives_each_power_of_ten_the_same_length()
    {
        var axis = PlotAxis.Log("ms", 0.3, 800);
        Assert.Equal((0.1, 1000), (axis.From, axis.To));
        Assert.Equal(0.25, axis.Place(1), 6);
        Assert.Equal(0.5, axis.Place(10), 6);
        Assert.Equal(0, axis.Place(0));
        Assert.Equal(["0.1", "0.2", "0.5", "1"], axis.Ticks.Take(4).Select(tick => tick.Text));
    }

    [Fact]
    public void An_axis_of_percentiles_gives_each_further_nine_the_same_length() =>
        Assert.Equal(["0 %", "50 %", "90 %", "99 %", "99.9 %", "99.99 %"], PlotAxis.Percentiles(9_000).Ticks.Select(tick => tick.Text));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
