namespace Platform.LoadTests.Users;

/// <summary>Many times in order, so that a slice of them is found without looking at all.</summary>
internal sealed class SortedTimes
{
    private readonly TimeSpan[] _times;

    /// <param name="times">The times, in any order.</param>
    public SortedTimes(IEnumerable<TimeSpan> times)
    {
        _times = [.. times];
        Array.Sort(_times);
    }

    /// <summary>How many are before a time.</summary>
    public int Before(TimeSpan time)
    {
        var (low, high) = (0, _times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_times[middle] < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>How many are at or behind one time and before another.</summary>
    public int Between(TimeSpan from, TimeSpan to) => Before(to) - Before(from);
}
