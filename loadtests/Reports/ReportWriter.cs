using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Platform.LoadTests.Reports;

/// <summary>Turns a report into text.</summary>
internal static class ReportWriter
{
    private static readonly string[] Columns = ["measure", "per second", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms"];
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The report in the wanted form.</summary>
    public static string Write(Report report, ReportFormat format) => format switch
    {
        ReportFormat.Json => WriteJson(report),
        ReportFormat.Markdown => WriteMarkdown(report),
        _ => WriteTable(report),
    };

    private static string WriteTable(Report report)
    {
        string[][] cells = [Columns, .. report.Rows.Select(Cells)];
        var widths = Columns.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        text.AppendLine();
        foreach (var (name, value) in report.Facts)
            text.AppendLine($"{name}: {value}");
        return text.ToString();
    }

    private static string WriteMarkdown(Report report)
    {
        var text = new StringBuilder();
        text.AppendLine($"## {report.Scenario}").AppendLine();
        text.AppendLine($"| {string.Join(" | ", Columns)} |");
        text.AppendLine($"|{string.Concat(Enumerable.Repeat(" --- |", Columns.Length))}");
        foreach (var row in report.Rows)
            text.AppendLine($"| {string.Join(" | ", Cells(row))} |");
        text.AppendLine();
        foreach (var (name, value) in report.Facts)
            text.AppendLine($"- {name}: {value}");
        return text.ToString();
    }

    private static string WriteJson(Report report) => JsonSerializer.Serialize(
        new
        {
            scenario = report.Scenario,
            rows = report.Rows.Select(row => new
            {
                name = row.Name,
                perSecond = row.Rate,
                p50Ms = row.Latency.Percentile(0.5).TotalMilliseconds,
                p90Ms = row.Latency.Percentile(0.9).TotalMilliseconds,
                p99Ms = row.Latency.Percentile(0.99).TotalMilliseconds,
                p999Ms = row.Latency.Percentile(0.999).TotalMilliseconds,
                maxMs = row.Latency.Max.TotalMilliseconds,
            }),
            facts = report.Facts.ToDictionary(fact => fact.Name, fact => fact.Value),
        },
        Json);

    private static string[] Cells(ReportRow row) =>
    [
        row.Name,
        row.Rate.ToString("N0", CultureInfo.InvariantCulture),
        Milliseconds(row.Latency.Percentile(0.5)),
        Milliseconds(row.Latency.Percentile(0.9)),
        Milliseconds(row.Latency.Percentile(0.99)),
        Milliseconds(row.Latency.Percentile(0.999)),
        Milliseconds(row.Latency.Max),
    ];

    private static string Milliseconds(TimeSpan duration) => duration.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
}
