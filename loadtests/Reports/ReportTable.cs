namespace Platform.LoadTests.Reports;

/// <summary>A table of a report, ready to print.</summary>
/// <param name="Title">What it shows; empty for the table of rows, which needs none.</param>
/// <param name="Columns">The heads. The first column is text; the others are aligned as figures.</param>
/// <param name="Rows">The cells, as many in each row as there are columns.</param>
internal sealed record ReportTable(string Title, string[] Columns, IReadOnlyList<string[]> Rows);
