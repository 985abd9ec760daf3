using Orleans.Serialization;

namespace Orleans.Invocation;

/// <summary>A call that answers with no value (<see cref="Task"/> or <see cref="ValueTask"/>).</summary>
public abstract class GrainVoidRequest : GrainRequest
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the caller awaits.</summary>
    public Task Completion => _completion.Task;

    /// <inheritdoc/>
    public override object? BoxedResult
    {
        get => null;
        set { }
    }

    /// <inheritdoc/>
    public override void WriteResult(ref GrainWriter writer)
    {
    }

    /// <inheritdoc/>
    public override void ReadResult(ref GrainReader reader)
    {
    }

    /// <inheritdoc/>
    public override void Complete() => _completion.TrySetResult();

    /// <inheritdoc/>
    public override void Fail(Exception error) => _completion.TrySetException(error);
}
