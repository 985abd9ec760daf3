using Platform.Contracts.Agents;
using Platform.Contracts.Tenants;

namespace Platform.Silo.Seeding;

/// <summary>What the demo tenant begins with.</summary>
internal static class DemoSeed
{
    /// <summary>The tenant.</summary>
    public const string TenantId = "demo";

    /// <summary>Its agent.</summary>
    public const string AgentId = "assistant";

    /// <summary>The tenant as it is created.</summary>
    public static readonly NewTenant Tenant = new() { Name = "Demo" };

    /// <summary>The agent's settings.</summary>
    public static AgentSettings Agent(string[] models) => new()
    {
        Name = "Assistant",
        Instructions = "You are a friendly assistant. Answer briefly, and say so when you do not know.",
        Models = models,
    };
}
