using Platform.Silo.Hosting;

namespace Platform.Silo.Agents;

/// <summary>Registers agents.</summary>
internal static class AgentRegistration
{
    /// <summary>Versioned agents and the catalogue that turns read.</summary>
    public static void AddPlatformAgents(this IServiceCollection services)
    {
        services.AddValidatedOptions<AgentOptions, AgentOptionsValidator>(AgentOptions.Section);
        services.AddSingleton<AgentStore>();
        services.AddSingleton<AgentCatalog>();
    }
}
