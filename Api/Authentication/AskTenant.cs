using Platform.Contracts.Tenants;

namespace Platform.Api.Authentication;

/// <summary>Asks a tenant who holds the key with a hash; null when nobody does.</summary>
internal delegate Task<KeyPrincipal?> AskTenant(string tenantId, byte[] keyHash);
