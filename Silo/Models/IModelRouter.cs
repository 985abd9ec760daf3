namespace Platform.Silo.Models;

/// <summary>Asks the models of a chain, the next when one fails before its first piece.</summary>
internal interface IModelRouter
{
    /// <summary>Looks up a chain. Fails with <see cref="ErrorCode.ModelNotFound"/> naming the first unknown model.</summary>
    /// <param name="models">1 to 8 model names, as requests use them.</param>
    /// <param name="tenantId">The tenant that asks, which may have keys of its own.</param>
    ValueTask<ModelRoute> Resolve(IReadOnlyList<string> models, string tenantId);
}
