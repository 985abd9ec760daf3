using Platform.Contracts.Erasure;

namespace Platform.Api.Erasure;

/// <summary>A public key as a JSON Web Key.</summary>
/// <param name="Kty">The kind of key: <c>EC</c>.</param>
/// <param name="Crv">The curve: <c>P-256</c>.</param>
/// <param name="X">The first coordinate, in base64url.</param>
/// <param name="Y">The second coordinate, in base64url.</param>
/// <param name="Use">What it is for: <c>sig</c>.</param>
/// <param name="Alg">The algorithm: <c>ES256</c>.</param>
/// <param name="Kid">The key's id.</param>
internal sealed record ErasureKeyView(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid)
{
    /// <summary>The view of a key.</summary>
    public static ErasureKeyView Of(ErasureKey key) => new("EC", "P-256", key.X, key.Y, "sig", SignedManifest.Algorithm, key.KeyId);
}
