using Platform.LoadTests.Conditions;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.Tests.LoadTests;

/// <summary>Reports for tests.</summary>
internal static class ReportSamples
{
    /// <summary>A row whose requests all took the same time.</summary>
    public static ReportRow Row(string name, double rate, double milliseconds, int requests = 1_000)
    {
        var latency = new LatencyHistogram();
        for (var request = 0; request < requests; request++)
            latency.Record(TimeSpan.FromMilliseconds(milliseconds));
        return new ReportRow(name, rate, latency);
    }

    /// <summary>A report with everything in it.</summary>
    public static Report Full(params ReportRow[] rows) => new("turn", rows.Length > 0 ? rows : [Row("persisted turn", 1_234.5, 2.5) with { PerSecond = [1_200, 1_269] }], [("lost or doubled", "0")])
    {
        Bars = [new BarFigure("B1", "turns/s ÷ echo", 0.31, 0.30, 0.45, MoreIsBetter: true), new BarFigure("B2", "p50, ms", 1.5, 1, 0.5, MoreIsBetter: false)],
        Series = [new ReportSeries("silo 1, resident set", "MB", [(TimeSpan.Zero, 70.5), (TimeSpan.FromSeconds(1), 90)])],
        Tables = [new ReportTable("memory", ["MB", "start", "peak", "end"], [["silo | 1", "70.5", "90.0", "90.0"]])],
        Conditions = new RunConditions(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            "0123abc",
            "Embedded",
            new Machine(2, 4_096, "Some Linux", ".NET 10", "Some processor"),
            0.25,
            new Dictionary<string, string> { ["connections"] = "64", ["users"] = "1000", ["duration"] = "5", ["seed"] = "7" }),
    };
}
