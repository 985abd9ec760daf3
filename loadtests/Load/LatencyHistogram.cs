using System.Numerics;

namespace Platform.LoadTests.Load;

/// <summary>
/// Counts durations in buckets that are never wider than a thousandth of the value, so that percentiles have three
/// significant digits whatever the range. One per worker; <see cref="Add(LatencyHistogram)"/> joins them at the end.
/// </summary>
internal sealed class LatencyHistogram
{
    // 2^11 steps per power of two keep the relative error below 1/2048.
    private const int StepBits = 11;
    private const int Steps = 1 << StepBits;
    private readonly long[] _counts = new long[(64 - StepBits + 1) * Steps];

    /// <summary>How many durations were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The longest one.</summary>
    public TimeSpan Max { get; private set; }

    /// <summary>Records a duration; a negative one counts as zero.</summary>
    public void Record(TimeSpan duration)
    {
        var ticks = Math.Max(0, duration.Ticks);
        _counts[IndexOf(ticks)]++;
        Count++;
        if (ticks > Max.Ticks)
            Max = new TimeSpan(ticks);
    }

    /// <summary>Adds what another histogram recorded.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var index = 0; index < _counts.Length; index++)
            _counts[index] += other._counts[index];
        Count += other.Count;
        if (other.Max > Max)
            Max = other.Max;
    }

    /// <summary>The duration that a share of all recorded ones does not exceed; zero when there are none.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan Percentile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var index = 0; index < _counts.Length && Count > 0; index++)
        {
            seen += _counts[index];
            if (seen >= wanted && seen > 0)
                return new TimeSpan(Math.Min(UpperEnd(index), Max.Ticks));
        }

        return Max;
    }

    private static int IndexOf(long ticks)
    {
        var exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)ticks) - StepBits);
        // Above the first 2^StepBits values the leading bit is always set, so each further power of two needs half the steps.
        return (exponent * Steps) + (int)(ticks >> exponent);
    }

    private static long UpperEnd(int index)
    {
        var exponent = index / Steps;
        return ((long)((index % Steps) + 1) << exponent) - 1;
    }
}
