using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <inheritdoc cref="IModelCatalogGrain"/>
[GrainType("model-catalog")]
internal sealed class ModelCatalogGrain(IModelCatalog catalog) : Grain, IModelCatalogGrain
{
    public Task<ModelInfo[]> List() => Task.FromResult(catalog.List().ToArray());

    public Task<ModelInfo?> Find(string id) => Task.FromResult(Describe(id));

    private ModelInfo? Describe(string id)
    {
        var name = id.Split('?', 2)[0];
        if (catalog.List().FirstOrDefault(model => model.Id == name) is { } listed)
            return listed with { Id = id };

        // Providers serve more models than they list: what they would accept in a request is found by its name.
        return catalog.Find(id) is null ? null : new ModelInfo(id, name.Split('/', 2)[0], DateTimeOffset.UnixEpoch, "A model of this provider.");
    }
}
