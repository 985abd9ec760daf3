using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Platform.Api.Health;

/// <summary>Whether the cluster answers. An answer counts for a second, so that frequent probes cost it nothing.</summary>
internal sealed class ClusterHealthCheck(IClusterClient cluster, TimeProvider time) : IHealthCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "cluster";

    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private long _answeredAt;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var answeredAt = Volatile.Read(ref _answeredAt);
        if (answeredAt != 0 && time.GetElapsedTime(answeredAt) < Validity)
            return HealthCheckResult.Healthy();
        var now = time.GetTimestamp();
        try
        {
            var silos = await cluster.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true).WaitAsync(Timeout, time, cancellationToken);
            if (silos.Count == 0)
                return HealthCheckResult.Unhealthy("No silo is active.");
            Volatile.Write(ref _answeredAt, now);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The cluster does not answer.", error);
        }
    }
}
