using System.Numerics;

namespace Platform.LoadTests.Load;

/// <summary>
/// Counts durations in buckets that are never wider than a thousandth of the value, so that percentiles have three
/// significant digits whatever the range. One per worker; <see cref="Add(LatencyHistogram)"/> joins them at the end. It takes
/// memory only for the ranges that durations fell into, because thousands of workers may have one each.
/// </summary>
internal sealed class LatencyHistogram
{
    // 2^11 steps per power of two keep the relative error below 1/2048.
    private const int StepBits = 11;
    private const int Steps = 1 << StepBits;
    private const int ChunkBits = 7;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly long[]?[] _chunks = new long[]?[(64 - StepBits + 1) * Steps / ChunkSize];

    /// <summary>How many durations were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The longest one.</summary>
    public TimeSpan Max { get; private set; }

    /// <summary>The counts that are not zero, in order, each with the longest duration that falls under it.</summary>
    public IEnumerable<(TimeSpan UpTo, long Count)> Buckets
    {
        get
        {
            for (var chunk = 0; chunk < _chunks.Length; chunk++)
            {
                for (var at = 0; _chunks[chunk] is { } counts && at < ChunkSize; at++)
                {
                    if (counts[at] > 0)
                        yield return (new TimeSpan(Math.Min(UpperEnd((chunk << ChunkBits) + at), Max.Ticks)), counts[at]);
                }
            }
        }
    }

    /// <summary>Records a duration; a negative one counts as zero.</summary>
    public void Record(TimeSpan duration)
    {
        var ticks = Math.Max(0, duration.Ticks);
        var index = IndexOf(ticks);
        (_chunks[index >> ChunkBits] ??= new long[ChunkSize])[index & (ChunkSize - 1)]++;
        Count++;
        if (ticks > Max.Ticks)
            Max = new TimeSpan(ticks);
    }

    /// <summary>Adds what another histogram recorded.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var chunk = 0; chunk < _chunks.Length; chunk++)
        {
            if (other._chunks[chunk] is not { } counts)
                continue;
            var own = _chunks[chunk] ??= new long[ChunkSize];
            for (var at = 0; at < ChunkSize; at++)
                own[at] += counts[at];
        }

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
        foreach (var (upTo, count) in Buckets)
        {
            seen += count;
            if (seen >= wanted)
                return upTo;
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
