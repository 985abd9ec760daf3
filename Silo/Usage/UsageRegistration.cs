using Platform.Contracts.Sessions;
using Platform.ServiceDefaults.Settings;
using Platform.Silo.Erasure;
using Platform.Silo.Models.Prices;

namespace Platform.Silo.Usage;

/// <summary>Registers the ledger.</summary>
internal static class UsageRegistration
{
    /// <summary>The ledger, and what turns cost.</summary>
    public static void AddPlatformUsage(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<UsageOptions, UsageOptionsValidator>(UsageOptions.Section);
        services.AddValidatedOptions<PriceOptions, PriceOptionsValidator>(PriceOptions.Section);
        foreach (var script in LedgerScripts.All)
            services.AddSingleton(script);
        services.AddSingleton<PriceList>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<UsageReader>();
        services.AddSingleton<LedgerWriting>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<UnpostedSessions>();
        services.AddSingleton<PostSessionUsage>(static services => sessionKey =>
            services.GetRequiredService<IGrainFactory>().GetGrain<ISessionGrain>(sessionKey).PostUsage());
        services.AddSingleton<UsageData>();
        services.AddSingleton<IUserData>(static services => services.GetRequiredService<UsageData>());
        services.AddSingleton<ITenantData>(static services => services.GetRequiredService<UsageData>());
        services.AddHostedService<LedgerRecovery>();
    }
}
