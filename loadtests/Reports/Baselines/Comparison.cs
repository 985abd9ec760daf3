namespace Platform.LoadTests.Reports.Baselines;

/// <summary>A report held against an earlier one.</summary>
/// <param name="Baseline">The earlier one's file.</param>
/// <param name="Changes">What changed, row by row.</param>
internal sealed record Comparison(string Baseline, IReadOnlyList<Change> Changes)
{
    /// <summary>By how much throughput or p99 may be worse.</summary>
    public const double Tolerance = 0.10;

    /// <summary>
    /// By how many milliseconds a p99 may be worse, whatever share that is. Below a p99 of 2 ms ten percent are less than what
    /// a thread that is woken on a machine with no idle core waits for its turn, and than the load generator's own error on a
    /// schedule: it would be noise that fails the run.
    /// </summary>
    public const double FloorMs = 0.2;

    /// <summary>The p99 of fewer requests is simply the longest of them, so it is shown and not judged.</summary>
    public const long LeastRequests = 100;

    /// <summary>Whether throughput or p99 of a row is worse by more than is tolerated, or a row is missing.</summary>
    public bool IsWorse => Changes.Any(static change => change.IsWorse);

    /// <summary>Compares.</summary>
    /// <param name="baseline">The earlier report.</param>
    /// <param name="current">Rows of now.</param>
    /// <param name="isExpected">Whether a row of the baseline, by its name, has to be there now; null for all.</param>
    public static Comparison Of(Baseline baseline, IReadOnlyList<ReportRow> current, Func<string, bool>? isExpected = null)
    {
        var changes = new List<Change>();
        foreach (var before in baseline.Rows)
        {
            if (current.FirstOrDefault(row => row.Name == before.Name) is { } now)
                changes.AddRange(Changed(before, now));
            else if (isExpected?.Invoke(before.Name) ?? true)
                changes.Add(new Change(before.Name, "per second", before.PerSecond, null, IsWorse: true, "missing"));
        }

        foreach (var added in current.Where(row => baseline.Rows.All(before => before.Name != row.Name)))
            changes.Add(new Change(added.Name, "per second", null, added.Rate, IsWorse: false, "new"));
        return new Comparison(baseline.File, changes);
    }

    private static IEnumerable<Change> Changed(BaselineRow before, ReportRow now)
    {
        if (before.PerSecond > 0)
        {
            var slower = now.Rate < before.PerSecond * (1 - Tolerance);
            yield return new Change(now.Name, "per second", before.PerSecond, now.Rate, slower, slower ? "worse" : "ok");
        }

        yield return new Change(now.Name, "p50 ms", before.P50Ms, now.Summary.P50, IsWorse: false, "–");
        var p99 = now.Summary.P99;
        if (Math.Min(before.Requests, now.Latency.Count) < LeastRequests)
        {
            yield return new Change(now.Name, "p99 ms", before.P99Ms, p99, IsWorse: false, $"fewer than {LeastRequests} requests");
            yield break;
        }

        var later = p99 > before.P99Ms * (1 + Tolerance);
        var isWorse = later && p99 - before.P99Ms > FloorMs;
        yield return new Change(now.Name, "p99 ms", before.P99Ms, p99, isWorse, isWorse ? "worse" : later ? $"within {FloorMs} ms" : "ok");
    }
}
