using System.Text.Json.Serialization;
using Platform.Contracts.Budgets;
using Platform.Contracts.Usage;

namespace Platform.Api.Usage;

/// <summary>The usage of one member of a group, or of one day, or both.</summary>
internal sealed record UsageRowView : UsageFiguresView
{
    /// <summary>Whose it is, such as a user's id; left out where days are the rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>The day, UTC; left out for all days together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Day { get; init; }

    /// <summary>The view of a row.</summary>
    public static UsageRowView Of(UsageRow row) => new()
    {
        Id = row.Id,
        Day = row.Day,
        Turns = row.Figures.Turns,
        InputTokens = row.Figures.InputTokens,
        OutputTokens = row.Figures.OutputTokens,
        TotalTokens = row.Figures.TotalTokens,
        CostUsd = Budget.Usd(row.Figures.CostNanos),
        AverageLatencyMs = AverageOf(row.Figures),
        Cancelled = row.Figures.Cancelled,
        Failed = row.Figures.Failed,
        Estimated = row.Figures.Estimated,
    };
}
