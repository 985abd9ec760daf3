namespace Platform.LoadTests.Reports.Plots;

/// <summary>A line of a plot.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">Where it runs, in order of <c>X</c>.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);
