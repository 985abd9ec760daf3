using Platform.Contracts.Erasure;

namespace Platform.Api.Erasure;

/// <summary>
/// The proof of an erasure: a JSON Web Signature in flattened form (<c>payload</c>, <c>protected</c>, <c>signature</c>), and
/// beside it what it says.
/// </summary>
/// <param name="Manifest">What the payload says, to read.</param>
/// <param name="Payload">The manifest as JSON, in base64url.</param>
/// <param name="Protected">The signature's header, in base64url.</param>
/// <param name="Signature">The signature of <c>protected.payload</c>, in base64url.</param>
/// <param name="KeyId">The key that signed: one of <c>GET /v1/erasure-keys</c>.</param>
/// <param name="Algorithm"><c>ES256</c>: ECDSA on P-256 with SHA-256.</param>
internal sealed record ErasureView(ManifestView Manifest, string Payload, string Protected, string Signature, string KeyId, string Algorithm)
{
    /// <summary>The view of a manifest.</summary>
    public static ErasureView Of(SignedManifest signed) => new(
        ManifestView.Of(signed.Manifest), signed.Payload, signed.Protected, signed.Signature, signed.KeyId, SignedManifest.Algorithm);
}
