using Platform.Contracts.Providers;

namespace Platform.Silo.Providers;

/// <summary>A tenant's own key of a provider as it is stored.</summary>
/// <param name="Stamp">Tells this key from the ones before and after it.</param>
/// <param name="Sealed">The key, encrypted for this tenant and provider.</param>
/// <param name="Hint">What may be shown of it.</param>
/// <param name="BaseUrl">The address in place of the operator's; null: that one.</param>
/// <param name="CreatedAt">When it was set (UTC).</param>
internal sealed record ProviderRecord(string Stamp, byte[] Sealed, string Hint, string? BaseUrl, DateTimeOffset CreatedAt)
{
    /// <summary>The key as its owner sees it.</summary>
    public ProviderKeyInfo ToInfo(string provider) => new(provider, Hint, BaseUrl, CreatedAt);
}
