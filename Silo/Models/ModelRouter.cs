using Platform.Contracts.Errors;

namespace Platform.Silo.Models;

/// <summary>Turns names into a chain of models.</summary>
internal sealed class ModelRouter(IModelCatalog catalog) : IModelRouter
{
    private const int MaxModels = 8;

    public async ValueTask<ModelRoute> Resolve(IReadOnlyList<string> models, string tenantId)
    {
        if (models.Count is 0 or > MaxModels)
        {
            throw new PlatformException(
                ErrorCode.InvalidValue, $"A chain has 1 to {MaxModels} models, not {models.Count}: name that many.", "model");
        }

        if (models.Count == 1)
            return new ModelRoute(await Find(models[0], tenantId).ConfigureAwait(false));

        var found = new IChatModel[models.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = await Find(models[i], tenantId).ConfigureAwait(false);
        return new ModelRoute(found);
    }

    private async ValueTask<IChatModel> Find(string model, string tenantId) =>
        await catalog.FindFor(model, tenantId).ConfigureAwait(false) ?? throw new PlatformException(ErrorCode.ModelNotFound, catalog.ExplainMissing(model), "model");
}
