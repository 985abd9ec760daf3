using Platform.Contracts.Errors;
using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <summary>Finds models among the providers by the beginning of their names.</summary>
internal sealed class ModelCatalog : IModelCatalog
{
    /// <summary>The longest name a request may use, knobs included.</summary>
    public const int MaxNameLength = 256;

    // Names come from callers: what is remembered of them stays bounded.
    private const int RememberedNames = 512;

    private readonly Dictionary<string, IModelProvider> _providers;
    private readonly RecentlyUsed<IChatModel> _found = new(RememberedNames);
    private readonly ModelInfo[] _list;

    /// <summary>A catalogue of these providers; their names differ.</summary>
    public ModelCatalog(IEnumerable<IModelProvider> providers)
    {
        _providers = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);
        _list = [.. _providers.Values.SelectMany(provider => provider.List()).OrderBy(model => model.Id, StringComparer.Ordinal)];
    }

    public IChatModel? Find(string model)
    {
        if (_found.TryGet(model, out var found))
            return found;

        if (model.Length > MaxNameLength)
            throw new PlatformException(ErrorCode.InvalidValue, $"A model's name has at most {MaxNameLength} characters.", "model");
        if (Split(model) is not var (provider, name))
            return null;

        found = provider.Find(name, model);
        if (found is not null)
            _found.Set(model, found);
        return found;
    }

    public string ExplainMissing(string model) => Split(model) is var (provider, name)
        ? provider.ExplainMissing(name)
        : $"No provider serves this model. A model's name begins with one of: {string.Join(", ", _providers.Keys.Select(name => name + "/"))}.";

    public IReadOnlyList<ModelInfo> List() => _list;

    private (IModelProvider Provider, string Name)? Split(string model)
    {
        var slash = model.IndexOf('/');
        return slash > 0 && _providers.TryGetValue(model[..slash], out var provider) ? (provider, model[(slash + 1)..]) : null;
    }
}
