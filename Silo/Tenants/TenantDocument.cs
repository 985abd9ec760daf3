using Platform.Contracts.Tenants;

namespace Platform.Silo.Tenants;

/// <summary>A tenant as it is stored: one document, so that every change of it is one write.</summary>
internal sealed record TenantDocument
{
    /// <summary>What the operator set.</summary>
    public required TenantSettings Settings { get; init; }

    /// <summary>Whether it is served.</summary>
    public TenantStatus Status { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when its erasure began, which then has to be finished. To everyone else the tenant is gone.</summary>
    public DateTimeOffset? ErasedSince { get; init; }

    /// <summary>Its API keys, in the order of their creation.</summary>
    public TenantKey[] Keys { get; init; } = [];

    /// <summary>The requests that were applied to it last, oldest first; see <see cref="Requests.RequestTokens"/>.</summary>
    public string[] RequestTokens { get; init; } = [];

    /// <summary>The tenant as its operator sees it.</summary>
    public TenantInfo ToInfo(string tenantId) => new(tenantId, Status, Settings, CreatedAt);
}
