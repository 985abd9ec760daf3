using Platform.Contracts.Errors;

namespace Platform.Api.Streaming;

/// <summary>
/// Leaves a handler whose stream has failed, after the failure was written. The server then sends what is buffered and closes
/// the connection without the stream's proper end, which is how clients tell a cut stream from a complete one. Aborting the
/// connection instead could lose the failure that was just written.
/// </summary>
/// <param name="failure">What was written.</param>
internal sealed class CutStreamException(Failure failure) : Exception($"The stream was cut after a failure: {failure.Message}")
{
    /// <summary>What was written.</summary>
    public Failure Failure { get; } = failure;
}
