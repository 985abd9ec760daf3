namespace Platform.LoadTests.Reports;

/// <summary>How a report is printed.</summary>
internal enum ReportFormat
{
    /// <summary>Aligned columns, for people.</summary>
    Table,

    /// <summary>A JSON document, for programs.</summary>
    Json,

    /// <summary>A Markdown table, for documents.</summary>
    Markdown,
}
