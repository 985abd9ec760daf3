using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Agents;

/// <summary>Registers agents.</summary>
internal static class AgentRegistration
{
    /// <summary>Versioned agents and the catalogue that turns read.</summary>
    public static void AddPlatformAgents(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<AgentOptions, AgentOptionsValidator>(AgentOptions.Section);
        builder.Services.AddSingleton<AgentStore>();
        builder.Services.AddSingleton<AgentCatalog>();
    }
}
