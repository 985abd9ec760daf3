using Platform.Contracts.Erasure;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;
using Platform.Silo.Erasure;
using Platform.Silo.Storage;

namespace Platform.Silo.Users;

/// <summary>The API keys that are bound to a user.</summary>
internal sealed class UserKeys(IGrainFactory grains, TimeProvider time) : IUserData
{
    public ErasureStage Stage => ErasureStage.Access;

    public async Task Erase(UserAddress user, ErasureTally erased)
    {
        int revoked;
        try
        {
            revoked = await Tenant(user.TenantId).RevokeKeysOf(user.UserId);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.TenantNotFound)
        {
            // It is being erased itself, and has no keys any more.
            revoked = 0;
        }

        await erased.Add(("keys", revoked));
        // API replicas believe a key for a moment longer: what it lets in until then is still refused or erased.
        if (erased["keys"] > 0)
            await Task.Delay(SettingsCacheLimits.MaxAge, time);
    }

    public async IAsyncEnumerable<ExportRecord> Export(UserAddress user)
    {
        string? cursor = null;
        do
        {
            var page = await Tenant(user.TenantId).ListKeys(new PageRequest(PageRequest.MaxLimit, cursor));
            foreach (var key in page.Data.Where(key => key.UserId == user.UserId))
                yield return ExportJson.Record("key", key, ExportJson.Default.KeyInfo);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private ITenantGrain Tenant(string tenantId) => grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId));
}
