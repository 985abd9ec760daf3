namespace Platform.Contracts.Requests;

/// <summary>The answer of a request that succeeded, as it is kept for repetitions.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">The path of what was created; null: nothing was.</param>
/// <param name="Body">The body, encrypted under the caller's API key, which no grain and no store ever sees.</param>
[GenerateSerializer, Immutable, Alias("RequestAnswer")]
public sealed record RequestAnswer(
    [property: Id(0)] int Status,
    [property: Id(1)] string? Location,
    [property: Id(2)] byte[] Body);
