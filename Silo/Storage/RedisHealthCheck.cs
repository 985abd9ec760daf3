using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Contracts.Errors;

namespace Platform.Silo.Storage;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisHealthCheck(RedisStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.Run(store.Database.PingAsync());
            return HealthCheckResult.Healthy();
        }
        catch (PlatformException error)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer.", error);
        }
    }
}
