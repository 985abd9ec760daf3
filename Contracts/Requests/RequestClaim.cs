namespace Platform.Contracts.Requests;

/// <summary>What the first claim of a request fixed.</summary>
/// <param name="Token">What the changed object knows the request by.</param>
/// <param name="Proposal">What else every repetition does alike.</param>
/// <param name="Answer">The first answer; null as long as none is on record.</param>
[GenerateSerializer, Immutable, Alias("RequestClaim")]
public sealed record RequestClaim(
    [property: Id(0)] string Token,
    [property: Id(1)] string? Proposal,
    [property: Id(2)] RequestAnswer? Answer);
