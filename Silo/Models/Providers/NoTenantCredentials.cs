namespace Platform.Silo.Models.Providers;

/// <summary>Models without tenants: nobody has a key of its own.</summary>
internal sealed class NoTenantCredentials : ITenantCredentials
{
    /// <inheritdoc/>
    public ValueTask<ProviderCredential?> Find(string tenantId, string provider) => default;
}
