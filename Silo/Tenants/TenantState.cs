namespace Platform.Silo.Tenants;

/// <summary>A tenant as it was read from the store.</summary>
/// <param name="Revision">Up by one with each write; a write on top of another revision is refused.</param>
/// <param name="Document">The tenant.</param>
internal sealed record TenantState(long Revision, TenantDocument Document);
