using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.LoadTests.Reports.Baselines;

namespace Platform.LoadTests.Reports;

/// <summary>A report as JSON. A later run reads it again as its <see cref="Baseline"/>.</summary>
internal static class JsonReport
{
    /// <summary>What marks a file as a load report, and the version of its form.</summary>
    public const string Form = "platform-load-report/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="comparison">Against a baseline; null for none.</param>
    public static string Write(Report report, Comparison? comparison) => JsonSerializer.Serialize(
        new
        {
            form = Form,
            scenario = report.Scenario,
            interrupted = report.IsInterrupted,
            conditions = report.Conditions,
            rows = report.Rows.Select(static row => new
            {
                name = row.Name,
                requests = row.Latency.Count,
                perSecond = Number(row.Rate),
                p50Ms = Number(row.Summary.P50),
                p90Ms = Number(row.Summary.P90),
                p99Ms = Number(row.Summary.P99),
                p999Ms = Number(row.Summary.P999),
                maxMs = Number(row.Summary.Max),
                answeredInEachSecond = row.PerSecond,
            }),
            bars = report.Bars.Select(static bar => new
            {
                id = bar.Id,
                measure = bar.Measure,
                value = Number(bar.Value),
                bar = bar.Bar,
                goal = bar.Goal,
                moreIsBetter = bar.MoreIsBetter,
                reached = bar.IsReached,
                goalReached = bar.IsGoalReached,
            }),
            facts = report.Facts.GroupBy(static fact => fact.Name).ToDictionary(static facts => facts.Key, static facts => string.Join("; ", facts.Select(static fact => fact.Value))),
            tables = report.Tables,
            series = report.Series.Select(static series => new
            {
                name = series.Name,
                unit = series.Unit,
                points = series.Points.Select(static point => new { seconds = point.At.TotalSeconds, value = Number(point.Value) }),
            }),
            baseline = comparison is null ? null : new
            {
                file = comparison.Baseline,
                worse = comparison.IsWorse,
                changes = comparison.Changes.Select(static change => new
                {
                    row = change.Row,
                    figure = change.Figure,
                    baseline = change.Baseline,
                    current = change.Current,
                    change = Number(change.Share),
                    worse = change.IsWorse,
                    judged = change.Verdict,
                }),
            },
        },
        Json) + "\n";

    // JSON has no way to write what is not a number, such as the ratio of a run that was interrupted early.
    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
