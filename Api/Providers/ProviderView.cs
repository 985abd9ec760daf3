using Platform.Contracts.Providers;

namespace Platform.Api.Providers;

/// <summary>A tenant's own key of a model provider: everything but the key.</summary>
/// <param name="Name">The provider, as models' names begin.</param>
/// <param name="Hint">The key's last four characters.</param>
/// <param name="BaseUrl">The address in place of the one the operator has set up; null: that one.</param>
/// <param name="CreatedAt">When this key was set (UTC).</param>
internal sealed record ProviderView(string Name, string Hint, string? BaseUrl, DateTime CreatedAt)
{
    /// <summary>The view of a key.</summary>
    public static ProviderView Of(ProviderKeyInfo key) => new(key.Name, key.Hint, key.BaseUrl, key.CreatedAt.UtcDateTime);
}
