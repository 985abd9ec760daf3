namespace Platform.LoadTests.Reports.Baselines;

/// <summary>One figure then and now.</summary>
/// <param name="Row">The row it is of.</param>
/// <param name="Figure">What it is, with its unit.</param>
/// <param name="Baseline">Then; null for a row that the baseline does not have.</param>
/// <param name="Current">Now; null for a row that is missing.</param>
/// <param name="IsWorse">Whether it is so much worse that the run fails.</param>
/// <param name="Verdict">The same in words.</param>
internal sealed record Change(string Row, string Figure, double? Baseline, double? Current, bool IsWorse, string Verdict)
{
    /// <summary>By which share of the baseline it has changed; not a number where one of them is missing.</summary>
    public double Share => Baseline is > 0 && Current is { } now ? (now / Baseline.Value) - 1 : double.NaN;
}
