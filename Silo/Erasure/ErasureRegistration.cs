using Platform.Silo.Requests;
using Platform.Silo.Sessions;
using Platform.Silo.Tenants;
using Platform.Silo.Users;

namespace Platform.Silo.Erasure;

/// <summary>Registers erasure and export.</summary>
internal static class ErasureRegistration
{
    /// <summary>The erasure of users and tenants, and what the features named here keep of them. Others register theirs themselves.</summary>
    public static void AddPlatformErasure(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ErasureSigner>();
        services.AddSingleton<ErasureStore>();
        services.AddSingleton<UserEraser>();
        services.AddSingleton(SessionEraser.Leftovers);
        services.AddSingleton<SessionEraser>();
        services.AddSingleton<IUserData, UserKeys>();
        services.AddSingleton<IUserData, UserSessions>();
        services.AddSingleton<IUserData, UserRequests>();
        services.AddSingleton<ITenantData, TenantOwnData>();
        services.AddSingleton<ITenantData, TenantSessions>();
        services.AddSingleton<ITenantData, TenantAgentData>();
        services.AddSingleton<ITenantData, TenantUsers>();
        services.AddSingleton<ITenantData, TenantRequests>();
    }
}
