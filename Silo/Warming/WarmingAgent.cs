namespace Platform.Silo.Warming;

/// <summary>An agent that is expected to be talked to.</summary>
internal sealed class WarmingAgent
{
    /// <summary>Its tenant.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>Its id there.</summary>
    public string AgentId { get; set; } = "";
}
