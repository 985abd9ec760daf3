using Platform.Contracts.Errors;

namespace Platform.Api.Hosting;

/// <summary>
/// Knows whether the replica has reached the cluster since it was started. Until then it listens, is alive and not ready, and no
/// request may touch a grain: Orleans' client knows none before it has met a silo.
/// </summary>
internal sealed class ClusterStart : IHostedLifecycleService
{
    private static readonly Failure NotYet = new(
        ErrorCode.Interrupted,
        "This replica of the API has just been started and has not found a silo yet. Try again after the time in Retry-After; if that lasts, start a silo, and check that both name the same Redis.");

    private volatile bool _isOver;

    /// <summary>What a request that needs the cluster is told; null once the cluster was reached.</summary>
    public Failure? Refusal => _isOver ? null : NotYet;

    /// <summary>The client of the cluster has started by now, as everything has.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
