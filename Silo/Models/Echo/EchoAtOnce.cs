namespace Platform.Silo.Models.Echo;

/// <summary>
/// An answer in one piece that is there as soon as it is asked for. Enumerator and enumerable are one object: this is the
/// platform's shortest path.
/// </summary>
internal sealed class EchoAtOnce(ModelRequest request, EchoKnobs knobs, CancellationToken cancellationToken)
    : IAsyncEnumerable<ModelDelta>, IAsyncEnumerator<ModelDelta>
{
    private bool _given;

    public ModelDelta Current { get; private set; }

    public IAsyncEnumerator<ModelDelta> GetAsyncEnumerator(CancellationToken enumeration = default)
    {
        enumeration.ThrowIfCancellationRequested();
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (_given)
            return new ValueTask<bool>(false);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<bool>(cancellationToken);

        _given = true;
        Current = EchoReply.To(request, knobs).Whole();
        return new ValueTask<bool>(true);
    }

    public ValueTask DisposeAsync() => default;
}
