using Platform.LoadTests.Reports;
using Platform.LoadTests.Reports.Baselines;

namespace Platform.LoadTests.Running;

/// <summary>Where a report goes, and what it is compared with.</summary>
/// <param name="Format">How it is printed.</param>
/// <param name="Folder">Where it is kept; null to keep nothing.</param>
/// <param name="Baseline">What it is compared with; null for nothing.</param>
internal sealed record ReportOutput(ReportFormat Format, ReportFolder? Folder, Baseline? Baseline)
{
    /// <summary>Prints and keeps a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where it is printed.</param>
    /// <param name="errors">Where it is told what was written.</param>
    /// <param name="isExpected">Whether a row of the baseline has to be there; null for all.</param>
    /// <returns>Whether it is worse than its baseline. One that was interrupted is shown beside it and not judged.</returns>
    public bool Write(Report report, TextWriter output, TextWriter errors, Func<string, bool>? isExpected = null)
    {
        var comparison = Baseline is null ? null : Comparison.Of(Baseline, report.Rows, isExpected);
        output.Write(ReportWriter.Write(report, Format, comparison));
        foreach (var path in Folder?.Write(report, comparison) ?? [])
            errors.WriteLine($"… wrote {path}");
        return comparison is { IsWorse: true } && !report.IsInterrupted;
    }
}
