using Platform.Contracts.Agents;

namespace Platform.Silo.Agents;

/// <summary>One version of an agent as it is stored.</summary>
/// <param name="Version">Its number.</param>
/// <param name="CreatedAt">When it was stored (UTC).</param>
/// <param name="Settings">What the agent is.</param>
internal sealed record AgentVersion(int Version, DateTimeOffset CreatedAt, AgentSettings Settings)
{
    /// <summary>The version as callers see it.</summary>
    public AgentDefinition ToDefinition(string agentId, int active) => new(agentId, Version, Version == active, CreatedAt, Settings);
}
