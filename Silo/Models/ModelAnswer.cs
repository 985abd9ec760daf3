using System.Runtime.CompilerServices;
using Platform.Contracts.Errors;

namespace Platform.Silo.Models;

/// <summary>An answer that is on its way.</summary>
internal sealed class ModelAnswer
{
    private volatile string _model;

    /// <summary>Asks the first model; each next one when the one before failed without a single piece.</summary>
    /// <param name="models">At least one.</param>
    /// <param name="request">What all of them are asked.</param>
    /// <param name="cancellationToken">Aborts the upstream call.</param>
    public ModelAnswer(IChatModel[] models, ModelRequest request, CancellationToken cancellationToken)
    {
        _model = models[0].Id;
        // A chain of one has nothing to fall back to: its pieces pass through as they are.
        Pieces = models.Length == 1 ? models[0].Stream(request, cancellationToken) : AskInTurn(models, request, cancellationToken);
    }

    /// <summary>The model that answers; before the first piece the one that is asked at the moment.</summary>
    public string Model => _model;

    /// <summary>The pieces, to be enumerated once.</summary>
    public IAsyncEnumerable<ModelDelta> Pieces { get; }

    private async IAsyncEnumerable<ModelDelta> AskInTurn(
        IChatModel[] models, ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = new List<PlatformException>(models.Length);
        foreach (var model in models)
        {
            _model = model.Id;
            await using var pieces = model.Stream(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            bool any;
            try
            {
                any = await pieces.MoveNextAsync().ConfigureAwait(false);
            }
            catch (PlatformException failure) when (failure.Code is ErrorCode.ProviderFailed or ErrorCode.ProviderTimeout)
            {
                failures.Add(failure);
                continue;
            }

            for (; any; any = await pieces.MoveNextAsync().ConfigureAwait(false))
                yield return pieces.Current;
            yield break;
        }

        throw Summarize(failures);
    }

    private static PlatformException Summarize(List<PlatformException> failures)
    {
        var last = failures[^1];
        var what = string.Join(" ", failures.Select(failure => failure.Message));
        return new PlatformException(last.Code, $"Every model of the chain failed. {what}", retryAfter: last.RetryAfter);
    }
}
