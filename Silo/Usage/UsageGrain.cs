using Platform.Contracts.Budgets;
using Platform.Contracts.Usage;
using Platform.Silo.Budgets;
using Platform.Silo.Tenants;

namespace Platform.Silo.Usage;

/// <inheritdoc cref="IUsageGrain"/>
[GrainType("usage")]
internal sealed class UsageGrain(UsageReader reader, BudgetStore budgets, TenantCatalog tenants) : Grain, IUsageGrain
{
    private string TenantId => Uri.UnescapeDataString(this.GetPrimaryKeyString());

    public async Task<UsageReport> Report(UsageQuery query)
    {
        await Tenant();
        return await reader.Read(TenantId, query);
    }

    public async Task<BudgetStatus[]> Budgets(string? userId)
    {
        var tenant = await Tenant();
        BudgetClaim[] claims =
        [
            .. BudgetClaim.Of(BudgetOwner.Tenant, null, tenant.Settings.Budgets),
            .. tenant.Keys.SelectMany(static key => BudgetClaim.Of(BudgetOwner.Key, key.Info.AccountId, key.Info.Budgets)),
            .. BudgetClaim.Of(BudgetOwner.User, userId, userId is null ? null : tenant.Settings.UserBudgets),
        ];
        return claims.Length == 0 ? [] : await budgets.Read(TenantId, claims);
    }

    private async ValueTask<TenantDocument> Tenant() => await tenants.Find(TenantId) ?? throw TenantFailures.NotFound(TenantId);
}
