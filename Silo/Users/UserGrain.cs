using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Users;
using Platform.Silo.Calls;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Storage;

namespace Platform.Silo.Users;

/// <inheritdoc cref="IUserGrain"/>
/// <remarks>Retires by age alone: one that ended itself would hand on who waits, and Orleans does that with a call only so often.</remarks>
[GrainType("user")]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class UserGrain(RedisStore redis, UserEraser eraser) : Grain, IUserGrain, ICallHolder
{
    public HeldCalls Calls { get; } = new();

    // One erasure waits for another.
    public Task<bool> Holds(string request) => Task.FromResult(Calls.Any);

    public Task<SignedManifest> Erase() => eraser.Erase(UserAddress.Of(this.GetPrimaryKeyString()));

    public Task<Page<SessionInfo>> ListSessions(PageRequest page)
    {
        var key = this.GetPrimaryKeyString();
        var (tenantId, _) = GrainKey.Split(key);
        return SortedSetPager.NewestFirst(redis, StoreKey.UserSessions(key), page,
            sessionId => GrainFactory.GetGrain<ISessionGrain>(GrainKey.ForSession(tenantId, sessionId)).Get());
    }
}
