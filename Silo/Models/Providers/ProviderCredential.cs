namespace Platform.Silo.Models.Providers;

/// <summary>With which key and where a provider is asked.</summary>
/// <param name="ApiKey">The key; null for servers that need none. Never logged.</param>
/// <param name="BaseUrl">The address in place of the provider's usual one.</param>
/// <param name="TenantId">The tenant whose key it is; null: the platform's own.</param>
/// <param name="Stamp">Tells a tenant's key from the ones before and after it.</param>
internal sealed record ProviderCredential(string? ApiKey, string? BaseUrl, string? TenantId = null, string Stamp = "")
{
    /// <summary>The same without the key.</summary>
    public override string ToString() =>
        $"{{ ApiKey = {(ApiKey is null ? "none" : "***")}, BaseUrl = {BaseUrl ?? "default"}, TenantId = {TenantId ?? "none"} }}";
}
