namespace Platform.Contracts.Tenants;

/// <summary>Whether a tenant is served.</summary>
[GenerateSerializer, Alias("TenantStatus")]
public enum TenantStatus
{
    /// <summary>It is served.</summary>
    Active,

    /// <summary>Every request with one of its keys is refused.</summary>
    Suspended,
}
