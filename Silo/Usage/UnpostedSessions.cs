using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Usage;

/// <summary>The sessions of this silo whose latest turns may not be in the ledger yet, on record in Redis for the case that the silo is lost.</summary>
internal sealed class UnpostedSessions(RedisStore redis, IEnumerable<ILocalSiloDetails> silo, TimeProvider time)
{
    /// <summary>For how long a set takes sessions. One that runs turns all the time costs one command in this time.</summary>
    private static readonly TimeSpan SetAge = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<UnpostedSet> _over = [];
    private readonly string _prefix = Guid.NewGuid().ToString("n");
    private UnpostedSet _current = new("");
    private long _since;
    private int _sets;

    /// <summary>
    /// Notes that a session is about to store a turn. The note is on its way to Redis before the turn is: both go the same way.
    /// </summary>
    /// <returns>To be left when the turn is in the ledger or was not stored.</returns>
    public UnpostedSet Enter(string sessionKey)
    {
        while (true)
        {
            var set = Current();
            if (!set.TryEnter(sessionKey, out var isNew, out var isFirst))
                continue;
            if (isFirst)
                redis.Afterthought("set of unposted sessions", redis.Database.HashSetAsync(StoreKey.UnpostedSets, set.Name, Owner()));
            if (isNew)
                redis.Afterthought("unposted session", redis.Database.SetAddAsync(StoreKey.UnpostedSessions(set.Name), sessionKey));
            return set;
        }
    }

    /// <summary>Drops the sets that are over.</summary>
    /// <param name="isLast">Whether nothing comes any more.</param>
    public async Task Sweep(bool isLast)
    {
        UnpostedSet[] over;
        lock (_gate)
        {
            if (isLast || IsOld)
                Retire(isLast ? new UnpostedSet("") : Next());
            over = [.. _over.Where(static set => set.IsOver)];
            _over.RemoveAll(static set => set.IsOver);
        }

        foreach (var set in over)
        {
            await redis.Run(redis.Database.KeyDeleteAsync(StoreKey.UnpostedSessions(set.Name)));
            await redis.Run(redis.Database.HashDeleteAsync(StoreKey.UnpostedSets, set.Name));
        }
    }

    /// <summary>Drops the record of a session that is erased: its id is nobody's business any more.</summary>
    public async Task Forget(string sessionKey)
    {
        UnpostedSet[] sets;
        lock (_gate)
            sets = [_current, .. _over];
        foreach (var set in sets.Where(set => set.Forget(sessionKey)))
            await redis.Run(redis.Database.SetRemoveAsync(StoreKey.UnpostedSessions(set.Name), sessionKey));
    }

    private UnpostedSet Current()
    {
        lock (_gate)
        {
            if (_sets == 0 || IsOld)
                Retire(Next());
            return _current;
        }
    }

    private bool IsOld => !_current.IsUnused && time.GetElapsedTime(_since) >= SetAge;

    private UnpostedSet Next() => new($"{_prefix}-{++_sets}");

    private void Retire(UnpostedSet next)
    {
        _current.Close();
        if (!_current.IsUnused)
            _over.Add(_current);
        (_current, _since) = (next, time.GetTimestamp());
    }

    private RedisValue Owner() => silo.FirstOrDefault()?.SiloAddress.ToParsableString() ?? "";
}
