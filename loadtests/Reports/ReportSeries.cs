namespace Platform.LoadTests.Reports;

/// <summary>A figure over time.</summary>
/// <param name="Name">What it is, such as <c>silo 1, resident set</c>.</param>
/// <param name="Unit">Its unit, such as <c>MB</c> or <c>per second</c>. Series of one unit share a plot.</param>
/// <param name="Points">The figures, in order; times count from the start of the measured stretch.</param>
internal sealed record ReportSeries(string Name, string Unit, IReadOnlyList<(TimeSpan At, double Value)> Points);
