using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Users;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Storage;

namespace Platform.Silo.Users;

/// <inheritdoc cref="IUserGrain"/>
[GrainType("user")]
internal sealed class UserGrain(RedisStore redis, UserEraser eraser) : Grain, IUserGrain
{
    public Task<SignedManifest> Erase()
    {
        DeactivateOnIdle();
        return eraser.Erase(UserAddress.Of(this.GetPrimaryKeyString()));
    }

    public Task<Page<SessionInfo>> ListSessions(PageRequest page)
    {
        var key = this.GetPrimaryKeyString();
        var (tenantId, _) = GrainKey.Split(key);
        return SortedSetPager.NewestFirst(redis, StoreKey.UserSessions(key), page,
            sessionId => GrainFactory.GetGrain<ISessionGrain>(GrainKey.ForSession(tenantId, sessionId)).Get());
    }
}
