namespace Platform.LoadTests.Reports;

/// <summary>What a scenario found.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Rows">The measured stretches.</param>
/// <param name="Facts">Further figures, ready to print.</param>
internal sealed record Report(string Scenario, ReportRow[] Rows, (string Name, string Value)[] Facts)
{
    /// <summary>The figures that are held against a bar; none for a scenario without one.</summary>
    public IReadOnlyList<BarFigure> Bars { get; init; } = [];

    /// <summary>What was watched over time, to be plotted; none when nothing was.</summary>
    public IReadOnlyList<ReportSeries> Series { get; init; } = [];
}
