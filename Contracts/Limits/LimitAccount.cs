namespace Platform.Contracts.Limits;

/// <summary>Whose usage is counted.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="KeyAccountId">What the API key's usage is counted under; null: the tenant as a whole.</param>
public readonly record struct LimitAccount(string TenantId, string? KeyAccountId)
{
    /// <summary>Whether it is an API key's and not the tenant's.</summary>
    public bool IsKey => KeyAccountId is not null;
}
