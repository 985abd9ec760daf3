using Platform.Silo.Hosting;

namespace Platform.Silo.Sessions;

/// <summary>Registers sessions.</summary>
internal static class SessionRegistration
{
    /// <summary>Sessions: their store, their index, and what runs their turns.</summary>
    public static void AddPlatformSessions(this IServiceCollection services)
    {
        services.AddValidatedOptions<SessionOptions, SessionOptionsValidator>(SessionOptions.Section);
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionIndex>();
        services.AddSingleton<InFlightTurns>();
        services.AddSingleton<TurnPlanner>();
        services.AddSingleton<SessionServices>();
    }
}
