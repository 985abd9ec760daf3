namespace Platform.Contracts.Tenants;

/// <summary>What an API key may do.</summary>
[GenerateSerializer, Alias("KeyRole")]
public enum KeyRole
{
    /// <summary>Chat only; may be bound to one user or one agent.</summary>
    Agent,

    /// <summary>Everything within its tenant.</summary>
    Owner,

    /// <summary>The platform's operator: tenants and their keys, the cluster. Only keys of the reserved tenant <c>admin</c>.</summary>
    Admin,
}
