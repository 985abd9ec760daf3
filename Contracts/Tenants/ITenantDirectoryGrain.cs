using Orleans.Concurrency;
using Platform.Contracts.Paging;

namespace Platform.Contracts.Tenants;

/// <summary>The list of tenants. Key: <see cref="Keys.GrainKey.Singleton"/>.</summary>
[Alias("ITenantDirectoryGrain")]
public interface ITenantDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The tenants, by id.</summary>
    [ReadOnly, Alias("List")]
    Task<Page<TenantInfo>> List(PageRequest page);
}
