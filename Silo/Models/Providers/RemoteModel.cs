using System.Runtime.CompilerServices;

namespace Platform.Silo.Models.Providers;

/// <summary>
/// A model of a provider behind HTTP, for every tenant: with each question it is settled with whose key it is asked, so that
/// a turn that has waited does not use a key that was replaced meanwhile.
/// </summary>
/// <param name="id">Its whole name.</param>
/// <param name="choose">The model with the key that a tenant uses at the moment.</param>
internal sealed class RemoteModel(string id, Func<string, ValueTask<IChatModel>> choose) : IChatModel
{
    public string Id => id;

    public bool IsInProcess => false;

    public IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, CancellationToken cancellationToken)
    {
        var chosen = choose(request.TenantId);
        return chosen.IsCompletedSuccessfully ? chosen.Result.Stream(request, cancellationToken) : Wait(chosen, request, cancellationToken);
    }

    private static async IAsyncEnumerable<ModelDelta> Wait(
        ValueTask<IChatModel> chosen, ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var model = await chosen.ConfigureAwait(false);
        await foreach (var piece in model.Stream(request, cancellationToken).ConfigureAwait(false))
            yield return piece;
    }
}
