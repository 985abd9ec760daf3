namespace Platform.Contracts.Usage;

/// <summary>What usage is told apart by.</summary>
[GenerateSerializer, Alias("UsageGroup")]
public enum UsageGroup
{
    /// <summary>The tenant as a whole.</summary>
    Tenant,

    /// <summary>The end user; turns of nobody in particular are left out.</summary>
    User,

    /// <summary>The agent; turns without an agent are left out.</summary>
    Agent,

    /// <summary>The API key, its predecessors by rotation included.</summary>
    Key,

    /// <summary>The model that answered; failed turns are left out.</summary>
    Model,
}
