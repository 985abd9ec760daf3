using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Silo.Users;

namespace Platform.Silo.Erasure;

/// <summary>
/// Erasures that are under way, in Redis. As long as a user's is there, nothing new of the user is stored; it ends by itself
/// a while after an erasure that broke off and that nobody has repeated.
/// </summary>
internal sealed class ErasureStore(RedisStore redis, IOptions<RedisStoreOptions> options, TimeProvider time)
{
    /// <summary>How long after its last step an erasure that broke off keeps the user out: 15 minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Begins an erasure, or goes on with one that broke off.</summary>
    /// <param name="key">Where it is stored.</param>
    /// <param name="since">When it began, where that is known; null: now.</param>
    public async Task<ErasureTally> Begin(string key, DateTimeOffset? since = null)
    {
        var kept = await redis.Run(redis.Database.StringGetAsync(key));
        var record = kept.IsNull
            ? new ErasureRecord { Id = SortableId.New(SortableId.Erasure, time), StartedAt = since ?? time.GetUtcNow() }
            : JsonSerializer.Deserialize((byte[])kept!, StoreJson.Default.ErasureRecord)!;
        var tally = new ErasureTally(this, key, record);
        await Save(key, record);
        return tally;
    }

    /// <summary>Keeps how far an erasure has come.</summary>
    public Task Save(string key, ErasureRecord record) => redis.Run(redis.Database.StringSetAsync(
        key, JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.ErasureRecord), Patience));

    /// <summary>Ends an erasure.</summary>
    public Task End(string key) => redis.Run(redis.Database.KeyDeleteAsync(key));

    /// <summary>Refuses what would be stored of a user who is being erased.</summary>
    public async Task RequireNone(UserAddress user)
    {
        if (await redis.Run(redis.Database.KeyExistsAsync(StoreKey.UserErasure(user.Key))))
            throw UserFailures.BeingErased(options.Value.RetryAfter);
    }
}
