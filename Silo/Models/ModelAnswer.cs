namespace Platform.Silo.Models;

/// <summary>An answer that is on its way.</summary>
internal abstract class ModelAnswer
{
    /// <summary>The model that answers; before the first piece the one that is asked at the moment.</summary>
    public abstract string Model { get; }

    /// <summary>The pieces, to be enumerated once.</summary>
    public abstract IAsyncEnumerable<ModelDelta> Pieces { get; }
}
