namespace Platform.Contracts.Audit;

/// <summary>What somebody asked to change.</summary>
[GenerateSerializer, Immutable, Alias("AuditChange")]
public sealed record AuditChange
{
    /// <summary>The log it belongs to.</summary>
    [Id(0)]
    public required AuditLogKind Log { get; init; }

    /// <summary>Who asked; null: nobody whom a key proves.</summary>
    [Id(1)]
    public AuditActor? Actor { get; init; }

    /// <summary>Method and route: <c>DELETE /v1/sessions/{id}</c>.</summary>
    [Id(2)]
    public required string Action { get; init; }

    /// <summary>The objects that the path names.</summary>
    [Id(3)]
    public AuditTarget[] Targets { get; init; } = [];

    /// <summary>The fields that the body sets.</summary>
    [Id(4)]
    public AuditField[] Fields { get; init; } = [];

    /// <summary>The request's id, as in the logs.</summary>
    [Id(5)]
    public required string RequestId { get; init; }

    /// <summary>The address that the request came from; null when the connection has none.</summary>
    [Id(6)]
    public string? Address { get; init; }
}
