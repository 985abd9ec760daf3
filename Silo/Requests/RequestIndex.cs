using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Silo.Users;
using StackExchange.Redis;

namespace Platform.Silo.Requests;

/// <summary>
/// Which requests on record are about a tenant, for their erasure and as a bound. Written before a request is claimed, and
/// swept with every claim of what has ended: it may name a record that is not there, and misses none that is.
/// </summary>
internal sealed class RequestIndex(RedisStore redis, IOptions<RequestOptions> options, TimeProvider time)
{
    /// <summary>By how much an entry outlives its record, since two clocks decide on their ends.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Puts a request into a tenant's list. False when the list is full.</summary>
    public async Task<bool> Add(string tenantId, string requestKey)
    {
        var lifetime = options.Value.Lifetime + Margin;
        var now = time.GetUtcNow();
        return (long)await redis.Run(
            RequestScripts.Enter,
            [Key(tenantId)],
            [
                now.ToUnixTimeMilliseconds(), options.Value.MaxPerTenant, (now + lifetime).ToUnixTimeMilliseconds(), requestKey,
                (long)lifetime.TotalMilliseconds,
            ]) == 1;
    }

    /// <summary>Puts a request into a user's list. False when the user is being erased.</summary>
    public async Task<bool> Add(UserAddress user, string requestKey)
    {
        var lifetime = options.Value.Lifetime + Margin;
        var now = time.GetUtcNow();
        var entered = (long)await redis.Run(
            RequestScripts.EnterOfUser,
            [StoreKey.UserRequests(user.Key), StoreKey.UserErasure(user.Key)],
            [now.ToUnixTimeMilliseconds(), (now + lifetime).ToUnixTimeMilliseconds(), requestKey, (long)lifetime.TotalMilliseconds]) == 1;
        // The tenant knows of everybody of whom there is something, for its own erasure.
        if (entered)
            await redis.Run(redis.Database.SetAddAsync(StoreKey.TenantUsers(GrainKey.ForTenant(user.TenantId)), user.UserId));
        return entered;
    }

    /// <summary>Some requests that concern a user, those that end first before the others.</summary>
    public Task<RedisValue[]> Some(UserAddress user, int count) =>
        redis.Run(redis.Database.SortedSetRangeByRankAsync(StoreKey.UserRequests(user.Key), 0, count - 1));

    /// <summary>Takes requests out of a user's list.</summary>
    public Task Remove(UserAddress user, RedisValue[] requestKeys) =>
        redis.Run(redis.Database.SortedSetRemoveAsync(StoreKey.UserRequests(user.Key), requestKeys));

    /// <summary>Some requests of a tenant, those that end first before the others.</summary>
    public Task<RedisValue[]> Some(string tenantId, int skip, int count) =>
        redis.Run(redis.Database.SortedSetRangeByRankAsync(Key(tenantId), skip, skip + count - 1));

    /// <summary>Takes requests out of a tenant's list.</summary>
    public Task Remove(string tenantId, RedisValue[] requestKeys) => requestKeys.Length == 0
        ? Task.CompletedTask
        : redis.Run(redis.Database.SortedSetRemoveAsync(Key(tenantId), requestKeys));

    private static RedisKey Key(string tenantId) => StoreKey.TenantRequests(GrainKey.ForTenant(tenantId));
}
