using Platform.Contracts.Tenants;

namespace Platform.Contracts.Audit;

/// <summary>The API key behind a request; never the key itself.</summary>
/// <param name="KeyId">Its id.</param>
/// <param name="TenantId">Its tenant.</param>
/// <param name="Role">What it may do.</param>
[GenerateSerializer, Immutable, Alias("AuditActor")]
public sealed record AuditActor(
    [property: Id(0)] string KeyId,
    [property: Id(1)] string TenantId,
    [property: Id(2)] KeyRole Role);
