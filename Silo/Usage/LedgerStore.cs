using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Contracts.Usage;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Usage;

/// <summary>Ledgers in Redis: a hash for each tenant and month.</summary>
internal sealed class LedgerStore(RedisStore redis, IOptions<UsageOptions> options)
{
    private const int ScanCount = 1_000;

    /// <summary>
    /// Adds charges of one tenant and month to its sums; the same batch a second time adds nothing. The places of those that do
    /// not follow what is there, and nothing is added: from 1, negative for one that is in the sums already. Empty: all are in.
    /// </summary>
    /// <param name="writer">Who writes.</param>
    /// <param name="number">The batch's number, rising.</param>
    /// <param name="charges">What is added.</param>
    public async Task<int[]> Post(string writer, long number, IReadOnlyList<Charge> charges)
    {
        var tenantKey = GrainKey.ForTenant(charges[0].TenantId);
        List<RedisValue> arguments = [LedgerField.Writer(writer), number, (long)options.Value.Retention.TotalSeconds, 0];
        foreach (var charge in charges)
        {
            if (charge.SessionKey is { } sessionKey)
                arguments.AddRange([LedgerField.Position(sessionKey), charge.After, charge.Seq]);
        }

        arguments[3] = charges.Count(static charge => charge.SessionKey is not null);
        var sums = Sums(charges);
        arguments.Add(sums.Count);
        foreach (var (field, figures) in sums)
            arguments.AddRange([field, LedgerField.Write(figures)]);
        foreach (var charge in charges)
        {
            if (charge.Reservation is { } reservation)
                arguments.Add(reservation);
        }

        var answer = (RedisResult[])(await redis.Run(
            LedgerScripts.Post,
            [
                StoreKey.TenantLedger(tenantKey, charges[0].Day),
                StoreKey.TenantReservations(tenantKey), StoreKey.TenantReservationEnds(tenantKey),
            ],
            [.. arguments]))!;
        if (answer.Length == 0)
            return [];
        // The script counts the positions; the caller knows charges.
        var places = charges.Index().Where(static entry => entry.Item.SessionKey is not null).Select(static entry => entry.Index + 1).ToArray();
        return Array.ConvertAll(answer, place => (int)place is > 0 and var missing ? places[missing - 1] : -places[-(int)place - 1]);
    }

    /// <summary>Some sums of a month; what is not there reads as nothing.</summary>
    public async Task<UsageFigures[]> Read(string tenantKey, DateOnly month, string[] fields)
    {
        var values = await redis.Run(redis.Database.HashGetAsync(
            StoreKey.TenantLedger(tenantKey, month), Array.ConvertAll(fields, static field => (RedisValue)field)));
        return Array.ConvertAll(values, static value => LedgerField.Read(value));
    }

    /// <summary>All sums of a month whose field begins with one of some beginnings.</summary>
    public async IAsyncEnumerable<(string Field, UsageFigures Figures)> Scan(string tenantKey, DateOnly month, HashSet<string> beginnings)
    {
        // One that changes while it is read may come twice.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (field, value) in ScanAll(StoreKey.TenantLedger(tenantKey, month), "[0-9]*"))
        {
            if (field.Length >= 3 && beginnings.Contains(field[..3]) && seen.Add(field))
                yield return (field, LedgerField.Read(value));
        }
    }

    /// <summary>Drops what only tells whether a charge is in a month's sums, when no charge of that month can come any more.</summary>
    public async Task Close(string tenantKey, DateOnly month)
    {
        var key = StoreKey.TenantLedger(tenantKey, month);
        var gone = new List<RedisValue>();
        await foreach (var (field, _) in ScanAll(key, "[pw]*"))
            gone.Add(field);
        foreach (var some in gone.Chunk(ScanCount))
            await redis.Run(redis.Database.HashDeleteAsync(key, some));
    }

    private static Dictionary<string, UsageFigures> Sums(IReadOnlyList<Charge> charges)
    {
        var sums = new Dictionary<string, UsageFigures>(StringComparer.Ordinal);
        foreach (var charge in charges)
        {
            var day = LedgerField.DayOf(charge.Day);
            Add(day, UsageGroup.Tenant, null);
            Add(LedgerField.WholeMonth, UsageGroup.Tenant, null);
            if (charge.UserId is { } userId)
            {
                Add(day, UsageGroup.User, userId);
                Add(LedgerField.WholeMonth, UsageGroup.User, userId);
            }

            if (charge.KeyId is { } keyId)
            {
                Add(day, UsageGroup.Key, keyId);
                Add(LedgerField.WholeMonth, UsageGroup.Key, keyId);
            }

            if (charge.AgentId is { } agentId)
                Add(day, UsageGroup.Agent, agentId);
            if (charge.Model is { } model)
                Add(day, UsageGroup.Model, model);

            void Add(string day, UsageGroup group, string? id)
            {
                var field = LedgerField.Sum(day, group, id);
                sums[field] = sums.TryGetValue(field, out var before) ? before + charge.Figures : charge.Figures;
            }
        }

        return sums;
    }

    private async IAsyncEnumerable<(string Field, string? Value)> ScanAll(string key, string pattern)
    {
        var cursor = "0";
        do
        {
            var answer = (RedisResult[])(await redis.Run(redis.Database.ExecuteAsync(
                "HSCAN", key, cursor, "MATCH", pattern, "COUNT", ScanCount.ToString(CultureInfo.InvariantCulture))))!;
            cursor = (string)answer[0]!;
            var entries = (RedisResult[])answer[1]!;
            for (var entry = 0; entry + 1 < entries.Length; entry += 2)
                yield return ((string)entries[entry]!, (string?)entries[entry + 1]);
        }
        while (cursor != "0");
    }
}
