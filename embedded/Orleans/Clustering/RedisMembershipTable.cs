using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Membership;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>
/// The membership table as one Redis hash: a field per silo and the field <c>Version</c>. Every change is one script that
/// compares the version first. The signs of life are in a hash beside it, since they change without a new version.
/// </summary>
internal sealed class RedisMembershipTable(IOptions<RedisClusteringOptions> options, IOptions<ClusterOptions> cluster) : IMembershipTable
{
    private const string VersionField = "Version";

    private const string Write =
        """
        if (redis.call('HGET', KEYS[1], 'Version') or '0') ~= ARGV[1] then return 0 end
        local count = tonumber(ARGV[3])
        for i = 1, count do redis.call('HSET', KEYS[1], ARGV[2 + i * 2], ARGV[3 + i * 2]) end
        for i = 4 + count * 2, #ARGV do
          redis.call('HDEL', KEYS[1], ARGV[i])
          redis.call('HDEL', KEYS[2], ARGV[i])
        end
        redis.call('HSET', KEYS[1], 'Version', ARGV[2])
        return 1
        """;

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly RedisKey _key = options.Value.CreateRedisKey(cluster.Value);
    private readonly RedisKey _aliveKey = (string?)options.Value.CreateRedisKey(cluster.Value) + "/alive";
    private IConnectionMultiplexer? _multiplexer;
    private bool _isShared;

    private IDatabase Database => (_multiplexer ?? throw new InvalidOperationException("The membership table is not connected.")).GetDatabase();

    public async Task ConnectAsync()
    {
        await _connecting.WaitAsync();
        try
        {
            if (_multiplexer is null)
                (_multiplexer, _isShared) = await options.Value.CreateMultiplexer(options.Value);
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async Task<ClusterView> ReadAsync()
    {
        var database = Database;
        var reading = database.HashGetAllAsync(_key);
        var alive = await database.HashGetAllAsync(_aliveKey);
        var signs = alive.ToDictionary(entry => (string)entry.Name!, entry => (long)entry.Value, StringComparer.Ordinal);
        var version = 0L;
        var rows = new List<MembershipEntry>();
        foreach (var entry in await reading)
        {
            if (entry.Name == VersionField)
            {
                version = long.Parse((string)entry.Value!, CultureInfo.InvariantCulture);
                continue;
            }

            var row = MembershipRow.Read((string)entry.Name!, (string)entry.Value!);
            if (signs.TryGetValue((string)entry.Name!, out var sign))
                row.IAmAliveTime = DateTimeOffset.FromUnixTimeMilliseconds(sign).UtcDateTime;
            rows.Add(row);
        }

        return new ClusterView(version, rows);
    }

    public async Task<bool> TryWriteAsync(long version, IReadOnlyCollection<MembershipEntry> changed, IReadOnlyCollection<MembershipEntry> removed, long newVersion)
    {
        var arguments = new List<RedisValue> { Text(version), Text(newVersion), changed.Count };
        foreach (var row in changed)
        {
            arguments.Add(row.SiloAddress.ToParsableString());
            arguments.Add(MembershipRow.Write(row));
        }

        arguments.AddRange(removed.Select(row => (RedisValue)row.SiloAddress.ToParsableString()));
        return (long)await Database.ScriptEvaluateAsync(Write, [_key, _aliveKey], [.. arguments]) == 1;
    }

    private static RedisValue Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public Task WriteAliveAsync(MembershipEntry self) =>
        Database.HashSetAsync(_aliveKey, self.SiloAddress.ToParsableString(), new DateTimeOffset(self.IAmAliveTime).ToUnixTimeMilliseconds());

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { } multiplexer && !_isShared)
            await multiplexer.CloseAsync(allowCommandsToComplete: false);
        _connecting.Dispose();
    }
}
