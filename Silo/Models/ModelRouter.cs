using Platform.Contracts.Errors;

namespace Platform.Silo.Models;

/// <summary>Turns names into a chain of models.</summary>
internal sealed class ModelRouter(IModelCatalog catalog) : IModelRouter
{
    private const int MaxModels = 8;

    public ModelRoute Resolve(IReadOnlyList<string> models)
    {
        if (models.Count is 0 or > MaxModels)
        {
            throw new PlatformException(
                ErrorCode.InvalidValue, $"A chain has 1 to {MaxModels} models, not {models.Count}: name that many.", "model");
        }

        if (models.Count == 1)
            return new ModelRoute(Find(models[0]));

        var found = new IChatModel[models.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = Find(models[i]);
        return new ModelRoute(found);
    }

    private IChatModel Find(string model) =>
        catalog.Find(model) ?? throw new PlatformException(ErrorCode.ModelNotFound, catalog.ExplainMissing(model), "model");
}
