using Platform.Contracts.Keys;
using Platform.Contracts.Limits;

namespace Platform.Api.Limits;

/// <summary>Registers what counts requests.</summary>
internal static class LimitsRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddPlatformLimits(this IServiceCollection services)
    {
        services.AddSingleton<AskLease>(static services =>
        {
            var cluster = services.GetRequiredService<IClusterClient>();
            return (tenantId, request) => cluster.GetGrain<ILimitsGrain>(GrainKey.ForTenant(tenantId)).Lease(request);
        });
        services.AddSingleton(static services =>
        {
            var logger = services.GetRequiredService<ILogger<RequestLimits>>();
            return new LeaseBook(
                services.GetRequiredService<AskLease>(),
                (account, measure, error) => LimitsLog.OutOfReach(logger, measure.ToString(), account.TenantId, account.KeyAccountId, error.Message),
                services.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<RequestLimits>();
    }
}
