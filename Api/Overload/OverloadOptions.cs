namespace Platform.Api.Overload;

/// <summary>What a replica does when the platform has more to do than it can; section <c>Platform:Overload</c>.</summary>
internal sealed class OverloadOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Overload";

    /// <summary>
    /// How long turns may wait to be begun, in this replica or in the silos, before it lets in only as many as the platform gets
    /// done and answers the others with 503 at once: 20 milliseconds to 1 minute, default 250 ms.
    /// </summary>
    public TimeSpan MaxLateness { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How late turns are to be then, so that what is let in is answered as quickly as ever: 1 ms to <see cref="MaxLateness"/>,
    /// default 5 ms.
    /// </summary>
    public TimeSpan Aim { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>What <c>Retry-After</c> tells those who are refused: 100 milliseconds to 1 minute, default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);
}
