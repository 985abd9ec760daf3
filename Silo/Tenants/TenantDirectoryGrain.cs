using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;
using Platform.Silo.Paging;

namespace Platform.Silo.Tenants;

/// <inheritdoc cref="ITenantDirectoryGrain"/>
[GrainType("tenant-directory")]
internal sealed class TenantDirectoryGrain(TenantStore store) : Grain, ITenantDirectoryGrain
{
    private const int Parallelism = 16;

    public async Task<Page<TenantInfo>> List(PageRequest page)
    {
        var limit = PageCursor.CheckLimit(page);
        var after = page.Cursor is null ? null : PageCursor.ReadText(page.Cursor);
        List<TenantInfo> data = [];
        while (true)
        {
            var ids = await store.List(after, limit - data.Count + 1);
            var wanted = ids[..Math.Min(ids.Length, limit - data.Count)];
            var found = await Bounded.Map(wanted, Parallelism, id => store.Read(StoreKey.Tenant(GrainKey.ForTenant(id))));
            // An id without a served tenant is one whose creation or erasure is under way.
            for (var index = 0; index < wanted.Length; index++)
            {
                if (found[index] is { Document: { ErasedSince: null } document })
                    data.Add(document.ToInfo(wanted[index]));
            }

            if (ids.Length == wanted.Length)
                return new Page<TenantInfo>([.. data], null);
            after = wanted[^1];
            if (data.Count == limit)
                return new Page<TenantInfo>([.. data], PageCursor.WriteText(after));
        }
    }
}
