using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Silo.Erasure;

namespace Platform.Silo.Tenants;

/// <summary>
/// Erases everything of a tenant whose tombstone is set, feature by feature. Each step can be done again, so an erasure that
/// breaks off is finished by the next attempt, under the same id; the tenant's own record goes last.
/// </summary>
internal sealed class TenantEraser(IEnumerable<ITenantData> data, TenantStore store, ErasureStore erasures, ErasureSigner signer, TimeProvider time)
{
    private readonly ITenantData[] _data = [.. data.OrderBy(static part => part.Stage)];

    /// <summary>Makes sure that an erasure could be proven.</summary>
    public async Task Prepare() => await signer.Key();

    /// <summary>Erases the tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="since">When its tombstone was set.</param>
    /// <param name="keys">How many API keys the tombstone has taken.</param>
    public async Task<SignedManifest> Erase(string tenantId, DateTimeOffset since, int keys)
    {
        var erased = await erasures.Begin(StoreKey.TenantErasure(GrainKey.ForTenant(tenantId)), since);
        await erased.Add(("keys", keys));
        foreach (var part in _data)
            await part.Erase(tenantId, since, erased);
        var manifest = await signer.Sign(erased.ToManifest(ErasureKind.Tenant, tenantId, tenantId, time.GetUtcNow()));
        await erased.End();
        await store.Erase(tenantId);
        return manifest;
    }
}
