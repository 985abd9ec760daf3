namespace Platform.Contracts.Agents;

/// <summary>One version of an agent.</summary>
/// <param name="Id">The agent's id, unique within the tenant.</param>
/// <param name="Version">1 for the first, up by one with each change.</param>
/// <param name="Active">Whether sessions use this version.</param>
/// <param name="CreatedAt">When the version was stored (UTC).</param>
/// <param name="Settings">What the agent is.</param>
[GenerateSerializer, Immutable, Alias("AgentDefinition")]
public sealed record AgentDefinition(
    [property: Id(0)] string Id,
    [property: Id(1)] int Version,
    [property: Id(2)] bool Active,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] AgentSettings Settings);
