namespace Platform.Contracts.Models;

/// <summary>A model of the catalogue.</summary>
/// <param name="Id">What a request names: <c>provider/model</c>.</param>
/// <param name="OwnedBy">The provider.</param>
/// <param name="CreatedAt">Since when it is known here (UTC).</param>
/// <param name="Description">One sentence; says so when it is a test model.</param>
[GenerateSerializer, Immutable, Alias("ModelInfo")]
public sealed record ModelInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string OwnedBy,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] string Description);
