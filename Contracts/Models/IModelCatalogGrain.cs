using Orleans.Concurrency;

namespace Platform.Contracts.Models;

/// <summary>The models that the silos can reach. Key: <see cref="Keys.GrainKey.Singleton"/>.</summary>
[Alias("IModelCatalogGrain")]
public interface IModelCatalogGrain : IGrainWithStringKey
{
    /// <summary>Every model that can be listed by name.</summary>
    [ReadOnly, Alias("List")]
    Task<ModelInfo[]> List();

    /// <summary>A model by the name a request would use, knobs included; null when no provider serves it.</summary>
    /// <param name="id">The name.</param>
    /// <param name="tenantId">The tenant that would use it, which may have keys of its own.</param>
    [ReadOnly, Alias("Find")]
    Task<ModelInfo?> Find(string id, string tenantId);
}
