using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Erasure;
using Platform.Silo.Storage;

namespace Platform.Silo.Sessions;

/// <summary>A tenant's sessions.</summary>
internal sealed class TenantSessions(SessionEraser eraser, RedisStore redis, IGrainFactory grains, TimeProvider time) : ITenantData
{
    public ErasureStage Stage => ErasureStage.Activity;

    public async Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased)
    {
        var tenantKey = GrainKey.ForTenant(tenantId);
        await eraser.Erase(tenantId, StoreKey.TenantSessions(tenantKey), null, erased);
        // A silo may have served the tenant from its cache for a moment after the tombstone.
        var left = since + SettingsCacheLimits.MaxAge - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time);
        await eraser.Erase(tenantId, StoreKey.TenantSessions(tenantKey), null, erased);
        await redis.Run(redis.Database.KeyDeleteAsync(StoreKey.TenantDeadLetters(tenantKey)));
    }

    public async IAsyncEnumerable<ExportRecord> Export(string tenantId)
    {
        string? cursor = null;
        do
        {
            var page = await grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId)).ListSessions(new PageRequest(PageRequest.MaxLimit, cursor));
            foreach (var session in page.Data)
            {
                await foreach (var record in SessionExport.Of(grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenantId, session.Id)), session))
                    yield return record;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
