using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <summary>The models that this silo can ask.</summary>
internal interface IModelCatalog
{
    /// <summary>A model by the name a request uses: <c>provider/model</c>, knobs included. Null when no provider serves it.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">
    /// The provider is known, but a knob or the name is wrong (<c>invalid_value</c>).
    /// </exception>
    IChatModel? Find(string model);

    /// <summary>The same for a tenant, which may have a key of its own for a provider that is not configured.</summary>
    ValueTask<IChatModel?> FindFor(string model, string tenantId);

    /// <summary>For a name that <see cref="Find"/> does not know: one sentence that says what would make it known.</summary>
    string ExplainMissing(string model);

    /// <summary>The models to list.</summary>
    IReadOnlyList<ModelInfo> List();
}
