using System.Text;
using Platform.LoadTests.Reports.Baselines;

namespace Platform.LoadTests.Reports;

/// <summary>Turns a report into text.</summary>
internal static class ReportWriter
{
    private const string Interrupted = "INTERRUPTED: this is what was measured until then.";

    /// <summary>The report in the wanted form.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">The form.</param>
    /// <param name="comparison">Against a baseline; null for none.</param>
    public static string Write(Report report, ReportFormat format, Comparison? comparison = null) => format switch
    {
        ReportFormat.Json => JsonReport.Write(report, comparison),
        ReportFormat.Markdown => WriteMarkdown(report, comparison, plots: []),
        _ => WriteTable(report, comparison),
    };

    /// <summary>The report as Markdown that shows plots.</summary>
    /// <param name="report">The report.</param>
    /// <param name="comparison">Against a baseline; null for none.</param>
    /// <param name="plots">The titles and file names of the plots.</param>
    public static string WriteMarkdown(Report report, Comparison? comparison, IEnumerable<(string Title, string File)> plots)
    {
        var text = new StringBuilder();
        text.AppendLine($"## {report.Scenario}").AppendLine();
        if (report.IsInterrupted)
            text.AppendLine($"**{Interrupted}**").AppendLine();
        foreach (var table in ReportTables.Of(report, comparison))
        {
            if (table.Title.Length > 0)
                text.AppendLine($"### {table.Title}").AppendLine();
            text.AppendLine(Line(table.Columns));
            text.AppendLine($"|{string.Concat(table.Columns.Select((_, column) => column < table.TextColumns ? " --- |" : " ---: |"))}");
            foreach (var row in table.Rows)
                text.AppendLine(Line(row));
            text.AppendLine();
        }

        foreach (var (name, value) in report.Facts)
            text.AppendLine($"- {name}: {value}");
        if (report.Facts.Length > 0)
            text.AppendLine();
        foreach (var (title, file) in plots)
            text.AppendLine($"![{title}]({file})").AppendLine();
        foreach (var (name, value) in Conditions(report))
            text.AppendLine($"- {name}: {value}");
        return text.ToString();

        static string Line(string[] cells) => $"| {string.Join(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
    }

    /// <summary>A table with aligned columns.</summary>
    public static string WriteTable(ReportTable table)
    {
        string[][] cells = [table.Columns, .. table.Rows];
        var widths = table.Columns.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column < table.TextColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private static string WriteTable(Report report, Comparison? comparison)
    {
        var text = new StringBuilder();
        if (report.IsInterrupted)
            text.AppendLine(Interrupted).AppendLine();
        foreach (var table in ReportTables.Of(report, comparison))
        {
            if (table.Title.Length > 0)
                text.AppendLine($"{table.Title}:");
            text.AppendLine(WriteTable(table));
        }

        foreach (var (name, value) in report.Facts)
            text.AppendLine($"{name}: {value}");
        if (report.Facts.Length > 0)
            text.AppendLine();
        foreach (var (name, value) in Conditions(report))
            text.AppendLine($"{name}: {value}");
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Conditions(Report report) => report.Conditions?.Lines() ?? [];
}
