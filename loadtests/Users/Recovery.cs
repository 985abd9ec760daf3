namespace Platform.LoadTests.Users;

/// <summary>Finds when latencies were normal again after something had disturbed them.</summary>
internal static class Recovery
{
    /// <summary>What is looked at at a time: long enough for a percentile of a small rate.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>How long after a moment the first second begins whose turns have a normal p99; null when none is before the end.</summary>
    /// <param name="samples">The turns.</param>
    /// <param name="disturbed">The end of the disturbance.</param>
    /// <param name="end">The end of the load.</param>
    /// <param name="normal">The greatest p99 that is normal.</param>
    public static TimeSpan? Find(TurnSamples samples, TimeSpan disturbed, TimeSpan end, TimeSpan normal)
    {
        for (var at = disturbed; at + Window <= end; at += Step)
        {
            if (samples.Percentile(0.99, at, at + Window) <= normal)
                return at - disturbed;
        }

        return null;
    }
}
