namespace Platform.Api.Budgets;

/// <summary>What may be spent in a period, as it is sent and shown.</summary>
internal sealed record BudgetBody
{
    /// <summary><c>tokens</c> or <c>usd</c>. Required.</summary>
    public string? Unit { get; init; }

    /// <summary><c>daily</c> or <c>monthly</c>, by UTC. Required.</summary>
    public string? Period { get; init; }

    /// <summary>How much: tokens, or US dollars with up to nine decimals. Required.</summary>
    public decimal? Limit { get; init; }

    /// <summary>What happens to a turn that does not fit any more: <c>reject</c> (default), <c>fallback</c> or <c>warn</c>.</summary>
    public string? OnLimit { get; init; }

    /// <summary>The model that answers instead, with <c>fallback</c>.</summary>
    public string? FallbackModel { get; init; }
}
