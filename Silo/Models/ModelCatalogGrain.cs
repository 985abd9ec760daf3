using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <inheritdoc cref="IModelCatalogGrain"/>
[GrainType("model-catalog")]
internal sealed class ModelCatalogGrain(IModelCatalog catalog) : Grain, IModelCatalogGrain
{
    public Task<ModelInfo[]> List() => Task.FromResult(catalog.List().ToArray());

    public async Task<ModelInfo?> Find(string id, string tenantId)
    {
        // What a request could name counts, wrong knobs included: they are refused here as there.
        if (await catalog.FindFor(id, tenantId) is null)
            return null;

        var name = id.Split('?', 2)[0];
        return catalog.List().FirstOrDefault(model => model.Id == name) is { } listed
            ? listed with { Id = id }
            // Providers serve more models than they list.
            : new ModelInfo(id, id.Split('/', 2)[0], DateTimeOffset.UnixEpoch, "A model of this provider.");
    }
}
