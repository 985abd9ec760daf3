namespace Platform.Silo.Storage;

/// <summary>
/// A bound on waits that costs next to nothing per wait: those that begin within the same moment share one timer, so a wait
/// may last up to that moment less than the bound, never more.
/// </summary>
/// <param name="bound">The longest wait.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedPatience(TimeSpan bound, TimeProvider time)
{
    private readonly TimeSpan _moment = bound / 20;
    private volatile Moment? _current;

    /// <summary>Cancelled when a wait that begins now has lasted too long.</summary>
    public CancellationToken Token
    {
        get
        {
            var now = time.GetTimestamp();
            var current = _current;
            if (current is null || time.GetElapsedTime(current.Begun, now) > _moment)
                _current = current = new Moment(now, new CancellationTokenSource(bound, time));
            return current.Source.Token;
        }
    }

    private sealed record Moment(long Begun, CancellationTokenSource Source);
}
