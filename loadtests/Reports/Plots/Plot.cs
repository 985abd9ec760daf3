namespace Platform.LoadTests.Reports.Plots;

/// <summary>A plot of lines over two axes.</summary>
/// <param name="Name">What its file is called, without what comes before and behind.</param>
/// <param name="Title">What it shows.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Lines">The lines, each with at least one point.</param>
internal sealed record Plot(string Name, string Title, PlotAxis X, PlotAxis Y, IReadOnlyList<PlotLine> Lines);
