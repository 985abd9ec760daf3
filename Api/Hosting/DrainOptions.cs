namespace Platform.Api.Hosting;

/// <summary>How a replica leaves; section <c>Platform:Drain</c>.</summary>
internal sealed class DrainOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Drain";

    /// <summary>The most that <see cref="Delay"/> and <see cref="Linger"/> may be together: the rest of the 30 s of a stop is for the requests that still run.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a replica that was asked to stop goes on serving while it reports that it is not ready, so that load balancers
    /// stop sending it connections before it refuses them: 0 to 20 seconds, default 3 s, which is enough for a balancer that
    /// probes every second or two. 0 where nothing stands in front of it.
    /// </summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How much longer it serves while clients have connections open: 0 to 20 seconds less <see cref="Delay"/>, default 7 s. The
    /// next answer on each tells its client to close it; one that is closed under a client may cost him the request that he
    /// sends in that instant. So it should be longer than the pauses of clients that keep their connections.
    /// </summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(7);
}
