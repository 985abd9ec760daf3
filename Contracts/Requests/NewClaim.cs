namespace Platform.Contracts.Requests;

/// <summary>A request that is about to take effect.</summary>
/// <param name="Hash">SHA-256 of method, path and body, to tell a repetition from another request under the same key.</param>
/// <param name="Token">What the changed object will know the request by if this is the first claim: random.</param>
/// <param name="Proposal">What else a repetition has to do alike, such as the id of what is created; null: nothing.</param>
/// <param name="TenantId">The tenant that the request is about, with which the record is erased.</param>
/// <param name="UserId">The user of that tenant whom the request concerns, with whom its answer is erased; null: nobody in particular.</param>
[GenerateSerializer, Immutable, Alias("NewClaim")]
public sealed record NewClaim(
    [property: Id(0)] byte[] Hash,
    [property: Id(1)] string Token,
    [property: Id(2)] string? Proposal,
    [property: Id(3)] string TenantId,
    [property: Id(4)] string? UserId = null);
