namespace Aspire.Hosting.Orchestration;

/// <summary>How long to wait before a crashed process is started again: 0.5 s, doubled each time, at most 10 s.</summary>
internal sealed class RestartBackoff
{
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);

    /// <summary>A process that was healthy for this long crashed for a new reason.</summary>
    public static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(30);

    private TimeSpan _next = FirstDelay;

    /// <summary>The delay after a crash.</summary>
    /// <param name="healthyFor">How long the process was healthy.</param>
    public TimeSpan Next(TimeSpan healthyFor)
    {
        var delay = healthyFor >= ForgetAfter ? FirstDelay : _next;
        _next = delay * 2 < MaxDelay ? delay * 2 : MaxDelay;
        return delay;
    }
}
