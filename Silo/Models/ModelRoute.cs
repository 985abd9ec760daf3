namespace Platform.Silo.Models;

/// <summary>A chain of models that were found, in the order in which they are asked.</summary>
internal abstract class ModelRoute
{
    /// <summary>Whether every model of the chain answers in this process.</summary>
    public abstract bool IsInProcess { get; }

    /// <summary>The first model of the chain.</summary>
    public abstract string First { get; }

    /// <summary>
    /// Asks the chain. <see cref="ModelAnswer.Model"/> is the model whose pieces come; it is settled before the first piece.
    /// </summary>
    public abstract ModelAnswer Ask(ModelRequest request, CancellationToken cancellationToken);
}
