using Platform.Contracts.Paging;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Paging;

/// <summary>Pages through an index in Redis whose entries may be gone: those are dropped on the way and don't shorten the page.</summary>
internal static class SortedSetPager
{
    private const int Parallelism = 16;
    private const int MaxRounds = 10;

    /// <summary>One page, the highest score first.</summary>
    /// <typeparam name="T">What a member stands for.</typeparam>
    /// <param name="redis">The store.</param>
    /// <param name="key">The sorted set.</param>
    /// <param name="page">Which page.</param>
    /// <param name="find">What a member stands for; null when it is gone.</param>
    public static async Task<Page<T>> NewestFirst<T>(RedisStore redis, string key, PageRequest page, Func<string, Task<T?>> find)
        where T : class
    {
        var limit = PageCursor.CheckLimit(page);
        (double Score, string Member)? position = page.Cursor is null ? null : PageCursor.ReadMember(page.Cursor);
        List<T> data = [];
        for (var round = 0; round < MaxRounds; round++)
        {
            var entries = await Next(redis, key, position, limit - data.Count + 1);
            var wanted = entries.Take(limit - data.Count).ToArray();
            var found = await Bounded.Map(wanted, Parallelism, entry => find(entry.Element!));
            for (var index = 0; index < wanted.Length; index++)
            {
                if (found[index] is { } item)
                    data.Add(item);
                else
                    redis.Afterthought("index", redis.Database.SortedSetRemoveAsync(key, wanted[index].Element));
            }

            if (entries.Count == wanted.Length)
                return new Page<T>([.. data], null);
            position = (wanted[^1].Score, wanted[^1].Element!);
            if (data.Count == limit)
                break;
        }

        return new Page<T>([.. data], PageCursor.Write(position!.Value.Score, position.Value.Member));
    }

    private static async Task<List<SortedSetEntry>> Next(RedisStore redis, string key, (double Score, string Member)? after, int count)
    {
        List<SortedSetEntry> entries = [];
        var highest = after?.Score ?? double.PositiveInfinity;
        for (long skip = 0; entries.Count < count;)
        {
            var chunk = await redis.Run(redis.Database.SortedSetRangeByScoreWithScoresAsync(
                key, double.NegativeInfinity, highest, Exclude.None, Order.Descending, skip, count + 1));
            // Equal scores are ordered by the member's bytes, so those up to the cursor are passed over.
            foreach (var entry in chunk)
            {
                if (entries.Count < count && (after is not { } cursor || entry.Score < cursor.Score || IsBefore(entry.Element!, cursor.Member)))
                    entries.Add(entry);
            }

            if (chunk.Length <= count)
                break;
            skip += chunk.Length;
        }

        return entries;
    }

    private static bool IsBefore(string left, string right) => string.CompareOrdinal(left, right) < 0;
}
