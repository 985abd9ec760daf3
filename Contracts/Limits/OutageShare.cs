namespace Platform.Contracts.Limits;

/// <summary>
/// What a process may use of a limit while nobody can tell what is left of it: once, half of its part of what remained when it
/// last heard of it, for at most <see cref="Longest"/>. What is used is reported when the limit can be reached again.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class OutageShare(TimeProvider time)
{
    /// <summary>How long a process goes on without having heard of the limit: 30 s. Then it refuses.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>How often it is tried to reach the limit again: each 250 ms.</summary>
    private static readonly TimeSpan TryInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>The part of a limit that a process may use that has never heard what is left of it: 1 %.</summary>
    private const long ColdPart = 100;

    private long? _since;
    private long _triedAt;
    private long _left;

    /// <summary>Whether it is too early to try again to reach the limit.</summary>
    public bool IsWaiting => _since is not null && time.GetElapsedTime(_triedAt) < TryInterval;

    /// <summary>The limit could not be reached.</summary>
    /// <param name="last">What was heard of it last; null: nothing.</param>
    /// <param name="limit">The limit.</param>
    public void Begin(LeaseAnswer? last, long limit)
    {
        _triedAt = time.GetTimestamp();
        if (_since is not null)
            return;
        _since = _triedAt;
        _left = last is null ? Math.Max(1, limit / ColdPart) : last.Remaining / (2 * Math.Max(1, last.Holders));
    }

    /// <summary>The limit was reached again.</summary>
    public void End() => _since = null;

    /// <summary>Uses some of the share; null when it may.</summary>
    public LeaseRefusal? Take(long amount)
    {
        if (_since is not { } since || time.GetElapsedTime(since) >= Longest)
            return new LeaseRefusal(TimeSpan.FromSeconds(1), IsUnknown: true);
        if (_left < amount)
            return new LeaseRefusal(TimeSpan.FromSeconds(1));
        _left -= amount;
        return null;
    }
}
