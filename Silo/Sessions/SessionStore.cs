using System.Globalization;
using System.Text.Json;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Sessions;

/// <summary>
/// Sessions in Redis. All failures are <see cref="Contracts.Errors.ErrorCode.StorageUnavailable"/>; after one it is open
/// whether a change was made, until <see cref="Load"/> has taken a new epoch: from then on the change can't happen any more.
/// </summary>
internal sealed class SessionStore(RedisStore redis, TimeProvider time)
{
    private static readonly RedisValue Zero = "0";
    private static readonly RedisValue One = "1";

    /// <summary>Takes a new epoch and reads the session; null when it does not exist.</summary>
    public async Task<LoadedSession?> Load(SessionAddress address)
    {
        var answer = (RedisResult[])(await redis.Run(SessionScripts.Load, address.Keys, []).ConfigureAwait(false))!;
        if (answer.Length < 4)
            return null;
        var record = JsonSerializer.Deserialize((byte[])answer[1]!, StoreJson.Default.SessionRecord)!;
        return new LoadedSession((string)answer[0]!, record, (byte[][])answer[2]!, (byte[]?)answer[3]);
    }

    /// <summary>Creates the session. The epoch that holds from now on; null when it exists already.</summary>
    /// <param name="address">The session.</param>
    /// <param name="record">Its settings.</param>
    /// <param name="entries">The turns it begins with.</param>
    /// <param name="backstop">Its Redis TTL.</param>
    public async Task<string?> Create(SessionAddress address, SessionRecord record, byte[][] entries, TimeSpan backstop)
    {
        // The clock gives a session that is created anew other epochs than its predecessor had, so no late commit fits.
        var epoch = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            + Random.Shared.Next(1_000).ToString("000", CultureInfo.InvariantCulture);
        var created = await redis.Run(SessionScripts.Create, address.Keys, [epoch, Json(record), Seconds(backstop), .. entries.Select(static entry => (RedisValue)entry)]);
        return (long)created == 1 ? epoch : null;
    }

    /// <summary>Stores a turn. False when the fence refuses it: another activation owns the session.</summary>
    /// <param name="address">The session.</param>
    /// <param name="epoch">This activation's epoch.</param>
    /// <param name="change">The turn, and what goes for it.</param>
    /// <param name="clearMarker">Whether a marker may be there.</param>
    public async ValueTask<bool> Commit(SessionAddress address, string epoch, LogChange change, bool clearMarker)
    {
        var stored = await redis.Run(SessionScripts.Commit, address.Keys,
        [
            epoch, change.Entry, change.Keep == 0 ? Zero : change.Keep, change.Renewal == TimeSpan.Zero ? Zero : Seconds(change.Renewal),
            clearMarker ? One : Zero, change.Replaced ?? RedisValue.EmptyString,
        ]).ConfigureAwait(false);
        return (long)stored == 1;
    }

    /// <summary>Stores settings. False when the fence refuses it.</summary>
    public async Task<bool> Update(SessionAddress address, string epoch, SessionRecord record, TimeSpan backstop) =>
        (long)await redis.Run(SessionScripts.Update, address.Keys, [epoch, Json(record), Seconds(backstop)]) == 1;

    /// <summary>Sends the marker of a turn that leaves the process, without waiting for it.</summary>
    public void Mark(SessionAddress address, string epoch, byte[] entry, TimeSpan backstop) =>
        redis.Afterthought("turn marker", redis.Run(SessionScripts.Mark, address.Keys, [epoch, entry, Seconds(backstop)]));

    /// <summary>Takes the marker back, without waiting for it.</summary>
    public void Unmark(SessionAddress address, string epoch) =>
        redis.Afterthought("turn marker", redis.Run(SessionScripts.Unmark, address.Keys, [epoch]));

    /// <summary>Changes an entry, or takes it out. False when the fence refuses it.</summary>
    /// <param name="address">The session.</param>
    /// <param name="epoch">This activation's epoch.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="changed">What takes its place; null: nothing.</param>
    /// <param name="fromEnd">Its place, -1 for the last.</param>
    /// <param name="record">The settings from now on; null: the same.</param>
    public async Task<bool> Rewrite(SessionAddress address, string epoch, byte[] entry, byte[]? changed, int fromEnd, SessionRecord? record) =>
        (long)await redis.Run(SessionScripts.Rewrite, address.Keys,
        [
            epoch, entry, changed ?? RedisValue.EmptyString, fromEnd, record is null ? RedisValue.EmptyString : Json(record),
        ]) == 1;

    /// <summary>Erases the session with one command.</summary>
    public Task Erase(SessionAddress address) => redis.Run(redis.Database.KeyDeleteAsync(address.Keys));

    private static RedisValue Json(SessionRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.SessionRecord);

    private static RedisValue Seconds(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds);
}
