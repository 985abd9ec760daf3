using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Contracts.Budgets;
using Platform.Contracts.Usage;

namespace Platform.Silo.Usage;

/// <summary>
/// The fields of a ledger's hash. A sum: two digits of the day (<see cref="WholeMonth"/> for the month), a letter for whose it
/// is, and the id. Its value: eight numbers with spaces between them, in the order of <see cref="UsageFigures"/>.
/// </summary>
internal static class LedgerField
{
    /// <summary>In place of the day: the whole month. Kept of whatever can have a budget.</summary>
    public const string WholeMonth = "00";

    /// <summary>How many numbers a sum has.</summary>
    public const int Numbers = 8;

    private const int SessionBytes = 12;

    /// <summary>The beginning of all sums of a day and group.</summary>
    public static string Prefix(string day, UsageGroup group) => day + Letter(group);

    /// <summary>A sum.</summary>
    /// <param name="day">Two digits.</param>
    /// <param name="group">Whose it is.</param>
    /// <param name="id">The id within the group; null for the tenant.</param>
    public static string Sum(string day, UsageGroup group, string? id) => Prefix(day, group) + id;

    /// <summary>The two digits of a day.</summary>
    public static string DayOf(DateOnly day) => DayOf(day.Day);

    /// <summary>The two digits of a day of the month; 0 is <see cref="WholeMonth"/>.</summary>
    public static string DayOf(int day) => day.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>Up to which turn a session's turns are in the sums. The id is hashed: what it says is nobody's business here.</summary>
    public static string Position(string sessionKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(sessionKey), hash);
        return "p" + Convert.ToBase64String(hash[..SessionBytes]);
    }

    /// <summary>The last batch of a writer that is in the sums.</summary>
    public static string Writer(string writer) => "w" + writer;

    /// <summary>When the operator was warned of a budget, in milliseconds since 1970.</summary>
    public static string Warning(string day, UsageGroup group, BudgetUnit unit, string? id) =>
        $"b{day}{(unit == BudgetUnit.Tokens ? 't' : 'u')}{Letter(group)}{id}";

    /// <summary>Sums as they are stored.</summary>
    public static string Write(UsageFigures figures) => string.Create(CultureInfo.InvariantCulture,
        $"{figures.Turns} {figures.InputTokens} {figures.OutputTokens} {figures.CostNanos} {figures.LatencyMs} {figures.Cancelled} {figures.Failed} {figures.Estimated}");

    /// <summary>Sums as they were stored; null reads as nothing.</summary>
    public static UsageFigures Read(string? value)
    {
        if (value is null)
            return UsageFigures.None;
        Span<long> numbers = stackalloc long[Numbers];
        var index = 0;
        foreach (var part in value.AsSpan().Split(' '))
        {
            if (index < Numbers)
                numbers[index++] = long.Parse(value.AsSpan()[part], CultureInfo.InvariantCulture);
        }

        return new UsageFigures
        {
            Turns = numbers[0],
            InputTokens = numbers[1],
            OutputTokens = numbers[2],
            CostNanos = numbers[3],
            LatencyMs = numbers[4],
            Cancelled = numbers[5],
            Failed = numbers[6],
            Estimated = numbers[7],
        };
    }

    /// <summary>The letter that stands for a group.</summary>
    public static string Letter(UsageGroup group) => group switch
    {
        UsageGroup.Tenant => "t",
        UsageGroup.User => "u",
        UsageGroup.Agent => "a",
        UsageGroup.Key => "k",
        _ => "m",
    };
}
