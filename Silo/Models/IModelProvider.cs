using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <summary>Serves the models whose names begin with its own: <c>openai/…</c>.</summary>
internal interface IModelProvider
{
    /// <summary>The part of a model's name before the first slash.</summary>
    string Name { get; }

    /// <summary>A model by the part of its name after the provider's. Null when this provider has no such model, or is not configured.</summary>
    /// <param name="name">What follows the provider's name and the slash.</param>
    /// <param name="id">The whole name, which the model carries as its <see cref="IChatModel.Id"/>.</param>
    /// <exception cref="Contracts.Errors.PlatformException">The name or a knob of it is wrong (<c>invalid_value</c>).</exception>
    IChatModel? Find(string name, string id);

    /// <summary>For a name that <see cref="Find"/> does not know: one sentence that says what would make it known.</summary>
    string ExplainMissing(string name);

    /// <summary>The models to list; none when it is not configured.</summary>
    IEnumerable<ModelInfo> List();
}
