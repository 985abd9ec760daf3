using Orleans.Concurrency;
using Platform.Contracts.Budgets;

namespace Platform.Contracts.Usage;

/// <summary>What a tenant has used and spent, as its ledger tells. Key: <see cref="Keys.GrainKey.ForTenant"/>.</summary>
[Alias("IUsageGrain")]
public interface IUsageGrain : IGrainWithStringKey
{
    /// <summary>What was used.</summary>
    [AlwaysInterleave, Alias("Report")]
    Task<UsageReport> Report(UsageQuery query);

    /// <summary>How the tenant's budgets stand, its keys' included, and those of the given user.</summary>
    /// <param name="userId">Whose budgets are wanted beside; null: nobody's.</param>
    [AlwaysInterleave, Alias("Budgets")]
    Task<BudgetStatus[]> Budgets(string? userId);
}
