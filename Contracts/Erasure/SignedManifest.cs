namespace Platform.Contracts.Erasure;

/// <summary>
/// A manifest with the platform's signature: a JSON Web Signature (RFC 7515) by ES256, whose three parts are in base64url as
/// the standard's flattened form has them.
/// </summary>
/// <param name="Manifest">What was erased, to read.</param>
/// <param name="Payload">The same as JSON, in base64url: what is signed, together with <paramref name="Protected"/>.</param>
/// <param name="Protected">The signature's header with algorithm and key, in base64url.</param>
/// <param name="Signature">The signature of <c>protected.payload</c>, in base64url.</param>
/// <param name="KeyId">The key that signed; <see cref="IErasureKeysGrain"/> answers its public half.</param>
[GenerateSerializer, Immutable, Alias("SignedManifest")]
public sealed record SignedManifest(
    [property: Id(0)] ErasureManifest Manifest,
    [property: Id(1)] string Payload,
    [property: Id(2)] string Protected,
    [property: Id(3)] string Signature,
    [property: Id(4)] string KeyId)
{
    /// <summary>The signature's algorithm: ECDSA on P-256 with SHA-256.</summary>
    public const string Algorithm = "ES256";
}
