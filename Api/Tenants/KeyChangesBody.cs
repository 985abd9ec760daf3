using Platform.Api.Budgets;
using Platform.Api.Limits;

namespace Platform.Api.Tenants;

/// <summary>Changes to an API key; what is left out stays as it is.</summary>
internal sealed record KeyChangesBody
{
    /// <summary>Another name, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the key is refused until this is set back.</summary>
    public bool? Blocked { get; init; }

    /// <summary>Other limits, in place of all it had; <c>{}</c> takes them away.</summary>
    public RateLimitsBody? Limits { get; init; }

    /// <summary>Other budgets, in place of all it had; <c>[]</c> takes them away.</summary>
    public BudgetBody?[]? Budgets { get; init; }
}
