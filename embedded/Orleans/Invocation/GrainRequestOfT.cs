using Orleans.Serialization;

namespace Orleans.Invocation;

/// <summary>A call that answers with a value.</summary>
/// <typeparam name="T">The result: the <c>T</c> of <see cref="Task{TResult}"/> or <see cref="ValueTask{TResult}"/>.</typeparam>
public abstract class GrainRequest<T> : GrainRequest
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the caller awaits.</summary>
    public Task<T> Completion => _completion.Task;

    /// <summary>The kept result.</summary>
    public T Result { get; set; } = default!;

    /// <inheritdoc/>
    public override object? BoxedResult
    {
        get => Result;
        set => Result = (T)value!;
    }

    /// <inheritdoc/>
    public override void WriteResult(ref GrainWriter writer) => Codecs.Get<T>().Write(ref writer, Result);

    /// <inheritdoc/>
    public override void ReadResult(ref GrainReader reader) => Result = Codecs.Get<T>().Read(ref reader);

    /// <inheritdoc/>
    public override void Complete() => _completion.TrySetResult(Result);

    /// <inheritdoc/>
    public override void Fail(Exception error) => _completion.TrySetException(error);
}
