namespace Platform.Contracts.Audit;

/// <summary>The audit logs of a tenant. They are kept apart so that no one of them can push entries out of another.</summary>
[GenerateSerializer, Alias("AuditLogKind")]
public enum AuditLogKind
{
    /// <summary>What the operator did to the tenant, and to the platform itself for its own tenant. Outlives the tenant.</summary>
    Operator,

    /// <summary>What the tenant's own keys did. Goes with the tenant.</summary>
    Own,

    /// <summary>Requests that were not admitted, summed up. Goes with the tenant.</summary>
    Refused,
}
