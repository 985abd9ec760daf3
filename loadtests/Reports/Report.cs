using Platform.LoadTests.Conditions;

namespace Platform.LoadTests.Reports;

/// <summary>What a scenario found.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Rows">The measured stretches.</param>
/// <param name="Facts">Further figures, ready to print.</param>
internal sealed record Report(string Scenario, ReportRow[] Rows, (string Name, string Value)[] Facts)
{
    /// <summary>The figures that are held against a bar; none for a scenario without one.</summary>
    public IReadOnlyList<BarFigure> Bars { get; init; } = [];

    /// <summary>What was watched over time, to be plotted; none when nothing was. The throughput of rows need not be repeated here.</summary>
    public IReadOnlyList<ReportSeries> Series { get; init; } = [];

    /// <summary>Further tables, shown behind the rows.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>When, where and how it was measured; filled in by whoever ran the scenario.</summary>
    public RunConditions? Conditions { get; init; }

    /// <summary>Whether the run was ended early: what was measured until then was verified, and is less than was asked for.</summary>
    public bool IsInterrupted { get; init; }
}
