namespace Platform.Silo.Models.Providers;

/// <summary>The keys that tenants have of their own.</summary>
internal interface ITenantCredentials
{
    /// <summary>A tenant's own key of a provider; null when it has none.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="provider">The provider's name: <c>openai</c>, <c>compatible/server</c>.</param>
    /// <exception cref="Contracts.Errors.PlatformException">It has one, which cannot be used.</exception>
    ValueTask<ProviderCredential?> Find(string tenantId, string provider);
}
