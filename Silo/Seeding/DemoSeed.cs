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

    /// <summary>The tenant's settings.</summary>
    public static readonly TenantSettings Tenant = new() { Name = "Demo" };

    /// <summary>The agent's settings.</summary>
    public static AgentSettings Agent(string[] models) => new()
    {
        Name = "Assistant",
        Instructions = "You are a friendly assistant. Answer briefly, and say so when you do not know.",
        Models = models,
    };
}
