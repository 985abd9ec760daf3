namespace Platform.Contracts.Errors;

/// <summary>A failure as a value: what <see cref="PlatformException"/> carries.</summary>
/// <param name="Code">Its kind.</param>
/// <param name="Message">One sentence for the caller that says what to do.</param>
/// <param name="Param">The path of the field at fault, where there is one.</param>
/// <param name="RetryAfter">When to try again, where that helps.</param>
[GenerateSerializer, Immutable, Alias("Failure")]
public sealed record Failure(
    [property: Id(0)] ErrorCode Code,
    [property: Id(1)] string Message,
    [property: Id(2)] string? Param = null,
    [property: Id(3)] TimeSpan? RetryAfter = null)
{
    /// <summary>The same as an exception.</summary>
    public PlatformException ToException() => new(Code, Message, Param, RetryAfter);
}
