using Platform.Contracts.Models;

namespace Platform.Silo.Models;

/// <summary>Serves the models whose names begin with its own: <c>openai/…</c>.</summary>
internal interface IModelProvider
{
    /// <summary>The part of a model's name before the first slash.</summary>
    string Name { get; }

    /// <summary>A model by its whole name. Null when this provider has no such model, or is not configured.</summary>
    /// <param name="id">A name that begins with this provider's and a slash.</param>
    /// <exception cref="Contracts.Errors.PlatformException">The name or a knob of it is wrong (<c>invalid_value</c>).</exception>
    IChatModel? Find(string id);

    /// <summary>The same for a tenant, which may have a key of its own for a provider that is not configured.</summary>
    ValueTask<IChatModel?> FindFor(string id, string tenantId) => new(Find(id));

    /// <summary>
    /// Opens a connection for the questions to come, so that the first one does not wait for it. Asks nothing and costs nothing;
    /// a provider that cannot be reached is no error here.
    /// </summary>
    /// <param name="ids">Whole names of models that will be asked; those of other providers are none of its business.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Connect(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>For a name that <see cref="Find"/> does not know: one sentence that says what would make it known.</summary>
    string ExplainMissing(string id);

    /// <summary>The models to list; none when it is not configured.</summary>
    IEnumerable<ModelInfo> List();
}
