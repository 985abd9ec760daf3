namespace Platform.LoadTests.Faults;

/// <summary>Which fault a wait between two answers is to be blamed on.</summary>
internal static class FaultGaps
{
    /// <summary>The longest wait that spans a fault of a kind: what the sessions of its victim had to wait.</summary>
    /// <param name="gaps">All waits, as timestamps of the clock.</param>
    /// <param name="faults">What was done, and when.</param>
    /// <param name="kind">The kind of fault.</param>
    /// <param name="alone">
    /// True for waits that span no fault of another kind, false for those that do: there the other one (a paused store, say) may
    /// be the reason.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <returns>Null when there is none.</returns>
    public static TimeSpan? Longest(
        IEnumerable<(long From, long To)> gaps, IReadOnlyList<(FaultKind Kind, long At)> faults, FaultKind kind, bool alone, TimeProvider time)
    {
        TimeSpan? longest = null;
        foreach (var (from, to) in gaps)
        {
            var spanned = faults.Where(fault => from <= fault.At && fault.At <= to).Select(fault => fault.Kind).ToArray();
            if (spanned.Contains(kind) && spanned.All(other => other == kind) == alone && (longest is null || time.GetElapsedTime(from, to) > longest))
                longest = time.GetElapsedTime(from, to);
        }

        return longest;
    }
}
