namespace Platform.Api.Hosting;

/// <summary>
/// Waits for the cluster at start, however long it takes: replicas and silos may be started in any order. Orleans itself would
/// give up, and end the process, after some twenty seconds.
/// </summary>
internal sealed class ClusterPatience(TimeProvider time, ILogger<ClusterPatience> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private bool _told;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told)
            ClusterPatienceLog.Waiting(logger, exception.Message);
        _told = true;
        await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
