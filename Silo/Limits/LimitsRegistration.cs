using Platform.Contracts.Keys;
using Platform.Contracts.Limits;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Limits;

/// <summary>Registers limits.</summary>
internal static class LimitsRegistration
{
    /// <summary>The store behind the grain, and this silo's own leases.</summary>
    public static void AddPlatformLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<LimitsOptions, LimitsOptionsValidator>(LimitsOptions.Section);
        builder.Services.AddSingleton(LimitsStore.Add);
        builder.Services.AddSingleton(LimitsStore.Set);
        builder.Services.AddSingleton<LimitsStore>();
        builder.Services.AddSingleton<AskLease>(static services => (tenantId, request) =>
            services.GetRequiredService<IGrainFactory>().GetGrain<ILimitsGrain>(GrainKey.ForTenant(tenantId)).Lease(request));
        builder.Services.AddSingleton(static services =>
        {
            var logger = services.GetRequiredService<ILogger<TurnLimits>>();
            return new LeaseBook(
                services.GetRequiredService<AskLease>(),
                (account, measure, error) => LimitsLog.OutOfReach(logger, measure.ToString(), account.TenantId, account.KeyAccountId, error.Message),
                services.GetRequiredService<TimeProvider>());
        });
        builder.Services.AddSingleton<TurnLimits>();
    }
}
