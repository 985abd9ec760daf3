using System.Globalization;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Usage;
using Platform.Silo.Paging;

namespace Platform.Silo.Usage;

/// <summary>Reads ledgers.</summary>
internal sealed class UsageReader(LedgerStore store)
{
    /// <summary>What a tenant has used.</summary>
    public async Task<UsageReport> Read(string tenantId, UsageQuery query)
    {
        var limit = PageCursor.CheckLimit(query.Page);
        var before = query.Page.Cursor is { } cursor ? PageCursor.ReadNumber(cursor) : 0;
        var tenantKey = GrainKey.ForTenant(tenantId);
        var whole = query.Only is null ? UsageGroup.Tenant : query.Group;
        var days = await ByDay(tenantKey, query, whole, query.Only);
        var total = days.Aggregate(UsageFigures.None, static (sum, day) => sum + day.Figures);
        IEnumerable<UsageRow> rows = (query.Group == whole, query.ByDay) switch
        {
            (true, true) => days,
            (true, false) => total.Turns == 0 ? [] : [new UsageRow(query.Only, null, total)],
            _ => await ByMember(tenantKey, query),
        };
        var some = rows.Skip((int)Math.Min(before, int.MaxValue)).Take(limit + 1).ToArray();
        return new UsageReport(total, new Page<UsageRow>(some[..Math.Min(limit, some.Length)], some.Length > limit ? PageCursor.Write(before + limit) : null));
    }

    private async Task<List<UsageRow>> ByDay(string tenantKey, UsageQuery query, UsageGroup group, string? id)
    {
        var rows = new List<UsageRow>();
        foreach (var month in Months(query))
        {
            var figures = await store.Read(tenantKey, month[0], Array.ConvertAll(month, day => LedgerField.Sum(LedgerField.DayOf(day), group, id)));
            rows.AddRange(month.Zip(figures, (day, sums) => new UsageRow(id, day, sums)).Where(static row => row.Figures.Turns > 0));
        }

        return rows;
    }

    private async Task<IEnumerable<UsageRow>> ByMember(string tenantKey, UsageQuery query)
    {
        var sums = new Dictionary<(DateOnly? Day, string Id), UsageFigures>();
        foreach (var month in Months(query))
        {
            var beginnings = month.Select(day => LedgerField.Prefix(LedgerField.DayOf(day), query.Group)).ToHashSet(StringComparer.Ordinal);
            await foreach (var (field, figures) in store.Scan(tenantKey, month[0], beginnings))
            {
                DateOnly? day = query.ByDay ? new DateOnly(month[0].Year, month[0].Month, int.Parse(field.AsSpan(0, 2), CultureInfo.InvariantCulture)) : null;
                var key = (day, field[3..]);
                sums[key] = sums.TryGetValue(key, out var before) ? before + figures : figures;
            }
        }

        return sums
            .OrderBy(static sum => sum.Key.Day).ThenBy(static sum => sum.Key.Id, StringComparer.Ordinal)
            .Select(static sum => new UsageRow(sum.Key.Id, sum.Key.Day, sum.Value));
    }

    /// <summary>The days that are asked for, by month.</summary>
    private static IEnumerable<DateOnly[]> Months(UsageQuery query) => Enumerable.Range(0, query.To.DayNumber - query.From.DayNumber + 1)
        .Select(query.From.AddDays)
        .GroupBy(static day => (day.Year, day.Month), static (_, days) => days.ToArray());
}
