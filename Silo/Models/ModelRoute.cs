using Platform.Contracts.Sessions;

namespace Platform.Silo.Models;

/// <summary>A chain of models that were found, in the order in which they are asked.</summary>
internal sealed class ModelRoute
{
    private readonly IChatModel[] _models;

    /// <summary>A chain.</summary>
    /// <param name="models">At least one.</param>
    public ModelRoute(params IChatModel[] models)
    {
        ArgumentOutOfRangeException.ThrowIfZero(models.Length, nameof(models));
        _models = models;
        IsInProcess = Array.TrueForAll(models, static model => model.IsInProcess);
    }

    /// <summary>Whether every model of the chain answers in this process without ever waiting.</summary>
    public bool IsInProcess { get; }

    /// <summary>The first model of the chain.</summary>
    public string First => _models[0].Id;

    /// <summary>The names of the models.</summary>
    public IEnumerable<string> Models => _models.Select(static model => model.Id);

    /// <summary>What an answer will take, where that can be known before.</summary>
    public TokenUsage? Foresee(ModelRequest request) => _models.Length == 1 ? _models[0].Foresee(request) : null;

    /// <summary>
    /// Asks the chain. <see cref="ModelAnswer.Model"/> is the model whose pieces come; it is settled before the first piece.
    /// </summary>
    public ModelAnswer Ask(ModelRequest request, CancellationToken cancellationToken) => new(_models, request, cancellationToken);
}
