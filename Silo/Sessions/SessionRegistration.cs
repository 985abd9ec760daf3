using Platform.ServiceDefaults.Lateness;
using Platform.ServiceDefaults.Settings;
using Platform.Silo.Budgets;
using Platform.Silo.DeadLetters;
using Platform.Silo.Limits;
using Platform.Silo.Usage;

namespace Platform.Silo.Sessions;

/// <summary>Registers sessions.</summary>
internal static class SessionRegistration
{
    /// <summary>Sessions: their store, their index, and what runs their turns.</summary>
    public static void AddPlatformSessions(this IHostApplicationBuilder builder)
    {
        builder.AddPlatformDeadLetters();
        builder.AddPlatformLimits();
        builder.AddPlatformUsage();
        builder.AddPlatformBudgets();
        builder.Services.AddValidatedOptions<SessionOptions, SessionOptionsValidator>(SessionOptions.Section);
        foreach (var script in SessionScripts.All)
            builder.Services.AddSingleton(script);
        builder.Services.AddSingleton(SessionIndex.Enter);
        builder.Services.AddSingleton(SessionIndex.Sample);
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<SessionIndex>();
        builder.Services.AddSingleton<InFlightTurns>();
        builder.Services.AddSingleton<FairShare>();
        builder.Services.AddSingleton<PoolLateness>();
        builder.Services.AddSingleton<SiloLateness>();
        builder.Services.AddSingleton<TurnPlanner>();
        builder.Services.AddSingleton<SessionServices>();
    }
}
