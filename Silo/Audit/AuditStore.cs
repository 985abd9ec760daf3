using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Audit;

/// <summary>Audit logs in Redis.</summary>
internal sealed class AuditStore(RedisStore redis, IOptions<AuditOptions> options, TimeProvider time)
{
    /// <summary>How much longer than its entries a log that nobody writes is kept.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromDays(1);

    private readonly AuditOptions _options = options.Value;

    /// <summary>The microsecond before which nothing is kept.</summary>
    public long Oldest => AuditTime.Of(time.GetUtcNow() - _options.Retention);

    /// <summary>Adds to a log, and tells of the log in the list of all. What is the last entry instead, when it is not the one the writer knows.</summary>
    /// <param name="logKey">The log.</param>
    /// <param name="last">The hash of the last entry; empty: there is none.</param>
    /// <param name="batch">What is added.</param>
    public async Task<AuditConflict?> Append(string logKey, string last, AuditBatch batch)
    {
        var now = AuditTime.Of(time.GetUtcNow());
        List<RedisValue> arguments =
        [
            last, (long)(_options.Retention + Backstop).TotalSeconds, Oldest,
            GrainKey.Split(logKey).Id == nameof(AuditLogKind.Refused) ? _options.MaxRefused : _options.MaxEntries,
            batch.Entries.Count,
        ];
        foreach (var (at, text) in batch.Entries)
            arguments.AddRange([at, text]);
        arguments.Add(batch.Begun.Count);
        foreach (var intent in batch.Begun)
            arguments.AddRange([intent.Id, JsonSerializer.SerializeToUtf8Bytes(intent, StoreJson.Default.AuditIntent)]);
        foreach (var id in batch.Ended)
            arguments.Add(id);
        // The list may name a log that is empty, and must not miss one that is not: both are there before anybody is told.
        var listed = redis.Run(redis.Database.SortedSetAddAsync(StoreKey.AuditLogs, logKey, Math.Max(now, batch.Entries is [.., var newest] ? newest.At : 0)));
        var answer = await redis.Run(AuditScripts.Append, [StoreKey.AuditLog(logKey), StoreKey.AuditBegun(logKey)], [.. arguments]);
        await listed;
        return answer.IsNull ? null : new AuditConflict(StoredEntry.Read((byte[])answer!));
    }

    /// <summary>The last entry of a log; null: it is empty.</summary>
    public async Task<StoredEntry?> Last(string logKey) =>
        await redis.Run(redis.Database.SortedSetRangeByRankAsync(StoreKey.AuditLog(logKey), 0, 0, Order.Descending)) is [var last] ? StoredEntry.Read(last!) : null;

    /// <summary>Entries of a log between two microseconds, newest first; null for what is none.</summary>
    /// <param name="logKey">The log.</param>
    /// <param name="from">The lowest microsecond.</param>
    /// <param name="before">The microsecond above the highest.</param>
    /// <param name="count">The most entries.</param>
    public async Task<(long At, StoredEntry? Entry)[]> Read(string logKey, long from, long before, int count) => from >= before ? [] : Array.ConvertAll(
        await redis.Run(redis.Database.SortedSetRangeByScoreWithScoresAsync(
            StoreKey.AuditLog(logKey), from, before, Exclude.Stop, Order.Descending, 0, count)),
        static entry => ((long)entry.Score, StoredEntry.Read(entry.Element!)));

    /// <summary>The entry of a log at a microsecond, or else the first one after it; null: there is none.</summary>
    public async Task<StoredEntry?> ReadFrom(string logKey, long microsecond) =>
        await redis.Run(redis.Database.SortedSetRangeByScoreAsync(StoreKey.AuditLog(logKey), microsecond, double.PositiveInfinity, Exclude.None, Order.Ascending, 0, 1))
            is [var next] ? StoredEntry.Read(next!) : null;

    /// <summary>The changes that were begun and have no entry, as far as is known.</summary>
    public async Task<AuditIntent[]> Begun(string logKey) => Array.ConvertAll(
        await redis.Run(redis.Database.HashGetAllAsync(StoreKey.AuditBegun(logKey))),
        static field => JsonSerializer.Deserialize((byte[])field.Value!, StoreJson.Default.AuditIntent)!);

    /// <summary>The names of all logs that may hold entries from a time on, the last written first, each with when that was.</summary>
    public async Task<(string LogKey, long At)[]> Logs(long from)
    {
        redis.Afterthought("list of audit logs", redis.Database.SortedSetRemoveRangeByScoreAsync(StoreKey.AuditLogs, double.NegativeInfinity, Oldest, Exclude.Stop));
        return Array.ConvertAll(
            await redis.Run(redis.Database.SortedSetRangeByScoreWithScoresAsync(StoreKey.AuditLogs, from, double.PositiveInfinity, Exclude.None, Order.Descending)),
            static entry => ((string)entry.Element!, (long)entry.Score));
    }

    /// <summary>Drops the logs of a tenant that go with it. What the operator did to it stays, its erasure above all.</summary>
    public async Task Erase(string tenantId)
    {
        foreach (var kind in new[] { AuditLogKind.Own, AuditLogKind.Refused })
        {
            var logKey = GrainKey.ForAuditLog(tenantId, kind);
            await redis.Run(redis.Database.KeyDeleteAsync([StoreKey.AuditLog(logKey), StoreKey.AuditBegun(logKey)]));
            await redis.Run(redis.Database.SortedSetRemoveAsync(StoreKey.AuditLogs, logKey));
        }
    }
}
