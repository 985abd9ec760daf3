using Platform.Contracts.Errors;
using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <summary>Finds models among the providers by the beginning of their names.</summary>
internal sealed class ModelCatalog : IModelCatalog
{
    /// <summary>The longest name a request may use, knobs included.</summary>
    public const int MaxNameLength = 256;

    private readonly Dictionary<string, IModelProvider>.AlternateLookup<ReadOnlySpan<char>> _providers;
    private readonly ModelInfo[] _list;
    private readonly string _beginnings;

    /// <summary>A catalogue of these providers; their names differ.</summary>
    public ModelCatalog(IEnumerable<IModelProvider> providers)
    {
        var byName = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);
        _providers = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _list = [.. byName.Values.SelectMany(provider => provider.List()).OrderBy(model => model.Id, StringComparer.Ordinal)];
        _beginnings = string.Join(", ", byName.Keys.Order(StringComparer.Ordinal).Select(name => name + "/"));
    }

    public IChatModel? Find(string model) => ProviderOf(Checked(model))?.Find(model);

    public ValueTask<IChatModel?> FindFor(string model, string tenantId) => ProviderOf(Checked(model))?.FindFor(model, tenantId) ?? default;

    public string ExplainMissing(string model) =>
        ProviderOf(model)?.ExplainMissing(model) ?? $"No provider serves this model: a model's name begins with one of {_beginnings}.";

    public IReadOnlyList<ModelInfo> List() => _list;

    private static string Checked(string model) => model.Length <= MaxNameLength
        ? model
        : throw new PlatformException(ErrorCode.InvalidValue, $"A model's name has at most {MaxNameLength} characters.", "model");

    private IModelProvider? ProviderOf(string model) =>
        model.IndexOf('/') is > 0 and var slash && _providers.TryGetValue(model.AsSpan(0, slash), out var provider) ? provider : null;
}
