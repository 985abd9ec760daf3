using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Running;

/// <summary>Several runs of one scenario as one report: a figure in it is the median of the same figure of all runs.</summary>
internal static class Medians
{
    /// <summary>The report of the runs, at least one; the series over time and further tables are those of the last.</summary>
    public static Report Of(IReadOnlyList<Report> runs) => runs is [var only] ? only : runs[^1] with
    {
        Rows = [.. runs[^1].Rows.Select(row => Row([.. runs.SelectMany(run => run.Rows.Where(other => other.Name == row.Name))]))],
        Bars = [.. runs[^1].Bars.Select(bar => bar with { Value = Median(runs.SelectMany(run => run.Bars.Where(other => other.Id == bar.Id && other.Measure == bar.Measure)).Select(static other => other.Value)) })],
        Facts = [.. runs[^1].Facts.Select(static fact => ($"last run: {fact.Name}", fact.Value)), ("runs", runs.Count.ToString(CultureInfo.InvariantCulture))],
        IsInterrupted = runs.Any(static run => run.IsInterrupted),
    };

    /// <summary>The value in the middle; of an even number, the mean of both. Not a number when there is none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static ReportRow Row(ReportRow[] runs)
    {
        var all = new LatencyHistogram();
        foreach (var run in runs)
            all.Add(run.Latency);
        return runs[^1] with
        {
            Rate = Median(runs.Select(static run => run.Rate)),
            Latency = all,
            Summary = new LatencySummary(
                Of(static summary => summary.P50),
                Of(static summary => summary.P90),
                Of(static summary => summary.P99),
                Of(static summary => summary.P999),
                Of(static summary => summary.Max)),
        };

        double Of(Func<LatencySummary, double> figure) => Median(runs.Select(run => figure(run.Summary)));
    }
}
