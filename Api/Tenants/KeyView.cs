using System.Text.Json.Serialization;
using Platform.Api.Budgets;
using Platform.Api.Json;
using Platform.Api.Limits;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>An API key as its owner sees it.</summary>
internal sealed record KeyView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The key itself; only in the answer that creates it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>Its last four characters.</summary>
    public required string Hint { get; init; }

    /// <summary>What it may do: <c>agent</c>, <c>owner</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The only user it may chat as.</summary>
    public string? UserId { get; init; }

    /// <summary>The only agent it may chat with.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it stops working (UTC); null: never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Whether it is refused until the operator takes that back.</summary>
    public bool Blocked { get; init; }

    /// <summary>What it may use; null: without limits of its own.</summary>
    public RateLimitsBody? Limits { get; init; }

    /// <summary>What it may spend; null: without a budget of its own.</summary>
    public BudgetBody[]? Budgets { get; init; }

    /// <summary>The view of a key without its secret.</summary>
    public static KeyView Of(KeyInfo key) => Of(key, null);

    /// <summary>The view of a key that was made just now.</summary>
    public static KeyView Of(KeyInfo key, string? secret) => new()
    {
        Id = key.Id,
        Key = secret,
        Hint = key.Hint,
        Role = WireName<KeyRole>.Of(key.Role),
        Name = key.Name,
        UserId = key.UserId,
        AgentId = key.AgentId,
        CreatedAt = key.CreatedAt.UtcDateTime,
        ExpiresAt = key.ExpiresAt?.UtcDateTime,
        Blocked = key.IsBlocked,
        Limits = RateLimitsRules.View(key.Limits),
        Budgets = BudgetRules.View(key.Budgets),
    };
}
