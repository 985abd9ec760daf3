namespace Platform.LoadTests.Reports;

/// <summary>A table of a report, ready to print.</summary>
/// <param name="Title">What it shows; empty for the table of rows, which needs none.</param>
/// <param name="Columns">The heads.</param>
/// <param name="Rows">The cells, as many in each row as there are columns.</param>
/// <param name="TextColumns">How many columns from the left are text; the others are aligned as figures.</param>
internal sealed record ReportTable(string Title, string[] Columns, IReadOnlyList<string[]> Rows, int TextColumns = 1);
