using Microsoft.Extensions.Options;
using Platform.Contracts.Budgets;
using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Usage;
using Platform.Silo.Budgets;
using Platform.Silo.Erasure;
using Platform.Silo.Storage;
using Platform.Silo.Users;
using StackExchange.Redis;

namespace Platform.Silo.Usage;

/// <summary>What ledgers and budgets keep of users and tenants. An erased user's rows go; the tenant's sums, which name nobody, stay.</summary>
internal sealed class UsageData(RedisStore redis, BudgetStore budgets, UsageReader reader, IOptions<UsageOptions> options, TimeProvider time)
    : IUserData, ITenantData
{
    private const int DaysOfAMonth = 31;

    public ErasureStage Stage => ErasureStage.Records;

    public async Task Erase(UserAddress user, ErasureTally erased)
    {
        await budgets.Forget(user.TenantId, user.UserId);
        var fields = FieldsOf(user.UserId);
        var gone = 0L;
        foreach (var ledger in Ledgers(user.TenantId))
            gone += await redis.Run(redis.Database.HashDeleteAsync(ledger, fields));
        await erased.Add(("usageSums", gone));
    }

    public async Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased)
    {
        var tenantKey = GrainKey.ForTenant(tenantId);
        await erased.Add(("usageMonths", await redis.Run(redis.Database.KeyDeleteAsync([.. Ledgers(tenantId)]))));
        await redis.Run(redis.Database.KeyDeleteAsync([StoreKey.TenantReservations(tenantKey), StoreKey.TenantReservationEnds(tenantKey)]));
    }

    public IAsyncEnumerable<ExportRecord> Export(UserAddress user) => Export(user.TenantId, UsageGroup.User, user.UserId);

    public IAsyncEnumerable<ExportRecord> Export(string tenantId) => Export(tenantId, UsageGroup.Tenant, null);

    private async IAsyncEnumerable<ExportRecord> Export(string tenantId, UsageGroup group, string? only)
    {
        foreach (var month in Months())
        {
            var report = await reader.Read(tenantId, new UsageQuery
            {
                From = month,
                To = month.AddMonths(1).AddDays(-1),
                Group = group,
                Only = only,
                ByDay = true,
                Page = new PageRequest(DaysOfAMonth, null),
            });
            foreach (var row in report.Rows.Data)
                yield return ExportJson.Record("usage", row, ExportJson.Default.UsageRow);
        }
    }

    private static RedisValue[] FieldsOf(string userId)
    {
        var fields = new List<RedisValue>();
        for (var day = 0; day <= DaysOfAMonth; day++)
        {
            // The whole month has the number 0.
            var name = LedgerField.DayOf(day);
            fields.Add(LedgerField.Sum(name, UsageGroup.User, userId));
            foreach (var unit in Enum.GetValues<BudgetUnit>())
                fields.Add(LedgerField.Warning(name, UsageGroup.User, unit, userId));
        }

        return [.. fields];
    }

    private IEnumerable<RedisKey> Ledgers(string tenantId) => Months().Select(month => (RedisKey)StoreKey.TenantLedger(GrainKey.ForTenant(tenantId), month));

    /// <summary>The first days of all months that can be there, the oldest first.</summary>
    private IEnumerable<DateOnly> Months()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var oldest = today.AddDays(-(int)options.Value.Retention.TotalDays - DaysOfAMonth);
        for (var month = new DateOnly(oldest.Year, oldest.Month, 1); month <= today; month = month.AddMonths(1))
            yield return month;
    }
}
