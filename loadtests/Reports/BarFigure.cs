namespace Platform.LoadTests.Reports;

/// <summary>A figure that has to reach a bar.</summary>
/// <param name="Id">The bar, such as <c>B1</c>.</param>
/// <param name="Measure">What was measured, with its unit.</param>
/// <param name="Value">The figure.</param>
/// <param name="Bar">What has to hold.</param>
/// <param name="Goal">Where the platform is going.</param>
/// <param name="MoreIsBetter">Whether the figure has to be at least the bar (a rate); otherwise it has to be at most the bar (a time, a size).</param>
internal sealed record BarFigure(string Id, string Measure, double Value, double Bar, double Goal, bool MoreIsBetter)
{
    /// <summary>Whether the bar holds.</summary>
    public bool IsReached => MoreIsBetter ? Value >= Bar : Value <= Bar;

    /// <summary>Whether the goal is reached, too.</summary>
    public bool IsGoalReached => MoreIsBetter ? Value >= Goal : Value <= Goal;
}
