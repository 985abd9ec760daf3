using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.DeadLetters;

/// <summary>
/// Dead letters in Redis: a bounded list per session, which goes with the session, and a bounded index per tenant. The index
/// may name a letter that is gone.
/// </summary>
internal sealed class DeadLetterStore(RedisStore redis, IOptions<DeadLetterOptions> options)
{
    /// <summary>
    /// Keeps a letter: KEYS the session's epoch and letters; ARGV epoch, letter, how many to keep, TTL in seconds. The fence
    /// sees to it that nothing is left of a session that was erased meanwhile. Answers 1 and the letters that had to go, or only
    /// 0 when it refuses.
    /// </summary>
    public static readonly RedisScript Keep = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {0} end
        redis.call('LPUSH', KEYS[2], ARGV[2])
        local answer = {1}
        while redis.call('LLEN', KEYS[2]) > tonumber(ARGV[3]) do answer[#answer + 1] = redis.call('RPOP', KEYS[2]) end
        redis.call('EXPIRE', KEYS[2], ARGV[4])
        return answer
        """);

    private readonly DeadLetterOptions _options = options.Value;

    /// <summary>Keeps a letter. False when another activation owns the session, which then knows nothing of the turn.</summary>
    /// <param name="sessionKey">The session's grain key.</param>
    /// <param name="epoch">This activation's epoch.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="backstop">The Redis TTL.</param>
    public async Task<bool> Add(string sessionKey, string epoch, DeadLetter letter, TimeSpan backstop)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(letter, StoreJson.Default.DeadLetter);
        var answer = (RedisResult[])(await redis.Run(
            Keep,
            [StoreKey.SessionEpoch(sessionKey), StoreKey.SessionDeadLetters(sessionKey)],
            [epoch, json, _options.MaxPerSession, (long)Math.Ceiling(backstop.TotalSeconds)]))!;
        if ((long)answer[0] == 0)
            return false;
        var index = IndexOf(sessionKey);
        redis.Afterthought("dead letter index", redis.Database.SortedSetAddAsync(
            index, DeadLetterId.Of(letter.SessionId, letter.TurnId), letter.DroppedAt.ToUnixTimeMilliseconds()));
        redis.Afterthought("dead letter index", redis.Database.SortedSetRemoveRangeByRankAsync(index, 0, -_options.MaxPerTenant - 1));
        Unlist(index, answer.Skip(1).Select(static gone => Parse((byte[])gone!)));
        return true;
    }

    /// <summary>The letters of a session, the newest first.</summary>
    public async Task<DeadLetter[]> Read(string sessionKey)
    {
        var letters = await redis.Run(redis.Database.ListRangeAsync(StoreKey.SessionDeadLetters(sessionKey)));
        return [.. letters.Select(static letter => Parse((byte[])letter!))];
    }

    /// <summary>Forgets the letters of a session. How many there were.</summary>
    public async Task<int> Clear(string sessionKey)
    {
        var letters = await Read(sessionKey);
        if (letters.Length == 0)
            return 0;
        await redis.Run(redis.Database.KeyDeleteAsync(StoreKey.SessionDeadLetters(sessionKey)));
        Unlist(IndexOf(sessionKey), letters);
        return letters.Length;
    }

    private void Unlist(string index, IEnumerable<DeadLetter> letters)
    {
        RedisValue[] names = [.. letters.Select(static letter => (RedisValue)DeadLetterId.Of(letter.SessionId, letter.TurnId))];
        if (names.Length > 0)
            redis.Afterthought("dead letter index", redis.Database.SortedSetRemoveAsync(index, names));
    }

    private static DeadLetter Parse(byte[] letter) => JsonSerializer.Deserialize(letter, StoreJson.Default.DeadLetter)!;

    private static string IndexOf(string sessionKey) => StoreKey.TenantDeadLetters(GrainKey.ForTenant(GrainKey.Split(sessionKey).TenantId));
}
