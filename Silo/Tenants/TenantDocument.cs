using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Platform.Contracts.Tenants;

namespace Platform.Silo.Tenants;

/// <summary>A tenant as it is stored: one document, so that every change of it is one write.</summary>
internal sealed record TenantDocument
{
    // By the array, which never changes, and not in a field, which a changed copy of the record would take along.
    private static readonly ConditionalWeakTable<TenantKey[], FrozenDictionary<string, KeyInfo>> KeysById = [];

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

    /// <summary>A key by its id; null when there is none.</summary>
    public KeyInfo? FindKey(string keyId) => KeysById.GetValue(Keys, Index).GetValueOrDefault(keyId);

    /// <summary>The tenant as its operator sees it.</summary>
    public TenantInfo ToInfo(string tenantId) => new(tenantId, Status, Settings, CreatedAt);

    private static FrozenDictionary<string, KeyInfo> Index(TenantKey[] keys) =>
        keys.ToFrozenDictionary(static key => key.Info.Id, static key => key.Info, StringComparer.Ordinal);
}
