namespace Platform.Contracts.Erasure;

/// <summary>The public half of a key that signs manifests: a point on the curve P-256.</summary>
/// <param name="KeyId">The key's thumbprint (RFC 7638).</param>
/// <param name="X">The first coordinate, in base64url.</param>
/// <param name="Y">The second coordinate, in base64url.</param>
[GenerateSerializer, Immutable, Alias("ErasureKey")]
public sealed record ErasureKey(
    [property: Id(0)] string KeyId,
    [property: Id(1)] string X,
    [property: Id(2)] string Y);
