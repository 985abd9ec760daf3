using Platform.Contracts.DeadLetters;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Silo.Paging;
using Platform.Silo.Storage;

namespace Platform.Silo.DeadLetters;

/// <summary>Lists the dead letters of all sessions of a tenant.</summary>
internal static class TenantDeadLetters
{
    /// <summary>One page, the latest first.</summary>
    public static Task<Page<DeadLetter>> List(string tenantId, RedisStore redis, IGrainFactory grains, PageRequest page) =>
        SortedSetPager.NewestFirst(redis, StoreKey.TenantDeadLetters(GrainKey.ForTenant(tenantId)), page, id => Find(tenantId, grains, id));

    private static async Task<DeadLetter?> Find(string tenantId, IGrainFactory grains, string id)
    {
        var (sessionId, turnId) = DeadLetterId.Split(id);
        try
        {
            var letters = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenantId, sessionId)).DeadLetters(turnId);
            return letters.Length == 0 ? null : letters[0];
        }
        catch (PlatformException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            // The session has expired, and its letters with it.
            return null;
        }
    }
}
