using Platform.LoadTests.Reports.Baselines;

namespace Platform.LoadTests.Reports;

/// <summary>The tables that a report consists of.</summary>
internal static class ReportTables
{
    private static readonly string[] RowColumns = ["measure", "per second", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms"];
    private static readonly string[] BarColumns = ["bar", "measure", "figure", "must be", "goal", "reached"];
    private static readonly string[] ComparisonColumns = ["measure", "figure", "baseline", "current", "change", "judged"];

    /// <summary>All tables, in order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="comparison">Against a baseline; null for none.</param>
    public static IEnumerable<ReportTable> Of(Report report, Comparison? comparison)
    {
        if (report.Rows.Length > 0)
            yield return new ReportTable("", RowColumns, [.. report.Rows.Select(Cells)]);
        foreach (var table in report.Tables)
            yield return table;
        if (comparison is not null)
            yield return new ReportTable($"against {comparison.Baseline}", ComparisonColumns, [.. comparison.Changes.Select(Cells)], TextColumns: 2);
        if (report.Bars.Count > 0)
            yield return new ReportTable("bars", BarColumns, [.. report.Bars.Select(bar => Cells(bar, report.IsInterrupted))], TextColumns: 2);
    }

    // What was interrupted measured less than was asked for, so nothing is held against it.
    private static string Reached(BarFigure bar, bool isInterrupted) =>
        isInterrupted || !double.IsFinite(bar.Value) ? "not measured" : bar.IsGoalReached ? "goal" : bar.IsReached ? "yes" : "no";

    private static string[] Cells(ReportRow row) =>
    [
        row.Name,
        ReportText.Rate(row.Rate),
        ReportText.Milliseconds(row.Summary.P50),
        ReportText.Milliseconds(row.Summary.P90),
        ReportText.Milliseconds(row.Summary.P99),
        ReportText.Milliseconds(row.Summary.P999),
        ReportText.Milliseconds(row.Summary.Max),
    ];

    private static string[] Cells(BarFigure bar, bool isInterrupted)
    {
        var sign = bar.MoreIsBetter ? "≥" : "≤";
        return [bar.Id, bar.Measure, ReportText.Figure(bar.Value), $"{sign} {ReportText.Figure(bar.Bar)}", $"{sign} {ReportText.Figure(bar.Goal)}", Reached(bar, isInterrupted)];
    }

    private static string[] Cells(Change change) =>
    [
        change.Row,
        change.Figure,
        change.Baseline is { } before ? ReportText.Figure(before) : "–",
        change.Current is { } now ? ReportText.Figure(now) : "–",
        ReportText.Change(change.Share),
        change.Verdict,
    ];
}
