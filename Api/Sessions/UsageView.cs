using Platform.Contracts.Budgets;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>The tokens of a turn.</summary>
/// <param name="InputTokens">What the model read.</param>
/// <param name="OutputTokens">What the model wrote.</param>
/// <param name="TotalTokens">Both together.</param>
/// <param name="Estimated">Whether the platform estimated them because the provider gave none.</param>
/// <param name="CostUsd">What they cost, in US dollars.</param>
internal sealed record UsageView(int InputTokens, int OutputTokens, int TotalTokens, bool Estimated, decimal CostUsd)
{
    /// <summary>The view of a usage.</summary>
    public static UsageView Of(TokenUsage usage, long costNanos) =>
        new(usage.InputTokens, usage.OutputTokens, usage.TotalTokens, usage.Estimated, Budget.Usd(costNanos));
}
