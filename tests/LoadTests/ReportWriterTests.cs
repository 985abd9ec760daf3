using System.Text.Json;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Reports.Baselines;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class ReportWriterTests
{
    [Fact]
    public void A_table_aligns_its_columns_and_tells_bars_facts_and_conditions()
    {
        var lines = ReportWriter.Write(ReportSamples.Full(), ReportFormat.Table).ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("measure         per second  p50 ms  p90 ms  p99 ms  p99.9 ms  max ms", lines[0]);
        Assert.Equal("persisted turn       1,234   2.500   2.500   2.500     2.500   2.500", lines[1]);
        Assert.Contains("B1   turns/s ÷ echo    0.31    ≥ 0.3  ≥ 0.45      yes", lines);
        Assert.Contains("B2   p50, ms            1.5      ≤ 1   ≤ 0.5       no", lines);
        Assert.Contains("lost or doubled: 0", lines);
        Assert.Contains("date: 2026-01-02 03:04:05Z", lines);
        Assert.Contains("commit: 0123abc", lines);
        Assert.Contains("stack: Embedded", lines);
        Assert.Contains("machine: 2 cores, 4,096 MB, Some processor, Some Linux, .NET 10", lines);
        Assert.Contains("load average before: 0.25", lines);
        Assert.Contains("parameters: connections 64, users 1000, duration 5, seed 7", lines);
    }

    [Fact]
    public void Markdown_keeps_a_bar_in_a_cell_from_ending_it()
    {
        var text = ReportWriter.Write(ReportSamples.Full(), ReportFormat.Markdown);
        Assert.Contains("| measure | per second | p50 ms |", text);
        Assert.Contains("| --- | ---: |", text);
        Assert.Contains("| silo \\| 1 | 70.5 |", text);
        Assert.Contains("### bars", text);
        Assert.Contains("- commit: 0123abc", text);
    }

    [Fact]
    public void Json_holds_every_figure()
    {
        var report = JsonElement.Parse(ReportWriter.Write(ReportSamples.Full(), ReportFormat.Json));
        Assert.Equal("turn", report.GetProperty("scenario").GetString());
        Assert.False(report.GetProperty("interrupted").GetBoolean());
        var row = report.GetProperty("rows")[0];
        Assert.Equal(1_234.5, row.GetProperty("perSecond").GetDouble());
        Assert.Equal(1_000, row.GetProperty("requests").GetInt64());
        Assert.Equal(2.5, row.GetProperty("p999Ms").GetDouble());
        Assert.Equal(1_269, row.GetProperty("answeredInEachSecond")[1].GetInt64());
        Assert.True(report.GetProperty("bars")[0].GetProperty("reached").GetBoolean());
        Assert.False(report.GetProperty("bars")[0].GetProperty("goalReached").GetBoolean());
        Assert.Equal("0", report.GetProperty("facts").GetProperty("lost or doubled").GetString());
        Assert.Equal(90, report.GetProperty("series")[0].GetProperty("points")[1].GetProperty("value").GetDouble());
        var conditions = report.GetProperty("conditions");
        Assert.Equal(2, conditions.GetProperty("machine").GetProperty("cores").GetInt32());
        Assert.Equal("64", conditions.GetProperty("parameters").GetProperty("connections").GetString());
    }

    [Theory]
    [InlineData("Table")]
    [InlineData("Markdown")]
    [InlineData("Json")]
    public void A_run_that_was_interrupted_before_it_measured_anything_can_still_be_told(string name)
    {
        var format = Enum.Parse<ReportFormat>(name);
        var report = ReportSamples.Full(ReportSamples.Row("persisted turn", 0, 1, requests: 0)) with
        {
            IsInterrupted = true,
            Bars = [new BarFigure("B1", "ratio", double.NaN, 0.3, 0.45, MoreIsBetter: true)],
        };
        var text = ReportWriter.Write(report, format);
        Assert.Contains(format == ReportFormat.Json ? "\"interrupted\": true" : "INTERRUPTED", text);
        if (format != ReportFormat.Json)
            Assert.Contains("not measured", text);
    }

    [Fact]
    public void A_comparison_adds_baseline_current_and_change()
    {
        var baseline = Baseline.Parse("before.json", ReportWriter.Write(ReportSamples.Full(ReportSamples.Row("persisted turn", 2_000, 5)), ReportFormat.Json));
        var report = ReportSamples.Full(ReportSamples.Row("persisted turn", 1_500, 4));
        var comparison = Comparison.Of(baseline, report.Rows);
        var lines = ReportWriter.Write(report, ReportFormat.Table, comparison).ReplaceLineEndings("\n").Split('\n');
        Assert.Contains("against before.json:", lines);
        Assert.Contains("measure         figure      baseline  current   change  judged", lines);
        Assert.Contains("persisted turn  per second     2,000    1,500  -25.0 %   worse", lines);
        Assert.Contains("persisted turn  p99 ms             5        4  -20.0 %      ok", lines);
        Assert.Contains("| persisted turn | per second | 2,000 | 1,500 | -25.0 % | worse |", ReportWriter.Write(report, ReportFormat.Markdown, comparison));
        var json = JsonElement.Parse(ReportWriter.Write(report, ReportFormat.Json, comparison)).GetProperty("baseline");
        Assert.True(json.GetProperty("worse").GetBoolean());
        Assert.Equal(2_000, json.GetProperty("changes")[0].GetProperty("baseline").GetDouble());
    }
}
