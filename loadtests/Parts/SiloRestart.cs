using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Parts;

/// <summary>Replaces the silo of a platform that has one: its sessions are then nowhere but in Redis.</summary>
internal static class SiloRestart
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Asks the silo to end and waits until the app host's next one is ready and the API has found it.</summary>
    /// <exception cref="LoadFailedException">It did not come.</exception>
    public static async Task Run(LocalPlatform platform, TimeProvider time, CancellationToken cancellationToken)
    {
        if (PlatformParts.Silos(platform) is not [var old])
            throw new LoadFailedException("The platform has not exactly one silo: the processes cannot be told apart.");
        var before = await ClusterCounts.ActiveSilos(platform, cancellationToken);
        Signals.Send(old, Signals.Term);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            while (!await IsReplaced(platform, old, before, timeout.Token))
                await Task.Delay(Pause, time, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadFailedException($"No silo took the place of the one that was ended. The app host printed:\n{platform.Output}");
        }
    }

    private static async Task<bool> IsReplaced(LocalPlatform platform, int old, string[] before, CancellationToken cancellationToken) =>
        PlatformParts.Silos(platform) is [var next]
            && next != old
            && ProcessTree.Variable(next, "ASPNETCORE_URLS") is { Length: > 0 } urls
            && await Readiness.Is(new Uri(urls.Split(';')[0]), cancellationToken)
            && await ClusterCounts.ActiveSilos(platform, cancellationToken) is [var address]
            && !before.Contains(address, StringComparer.Ordinal);
}
