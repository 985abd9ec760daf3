using System.Security.Cryptography;
using System.Text;
using Platform.Contracts.Keys;
using Platform.Contracts.Requests;

namespace Platform.Api.Requests;

/// <summary>
/// What a repeated request is answered with although the platform keeps it nowhere in the clear. Everything follows by HKDF
/// (HMAC-SHA256) from the caller's own API key, of which only a hash is stored, and the random token of the claim.
/// </summary>
/// <param name="apiKey">The text of the caller's API key.</param>
/// <param name="token">The claim's token.</param>
internal sealed class RequestSecrets(string apiKey, string token)
{
    private const int SealKeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <summary>The API key that this request creates for a tenant: always the same one.</summary>
    public string NewApiKey(string tenantId) => ApiKey.Of(tenantId, Derive("created api key", ApiKey.SecretBytes));

    /// <summary>Encrypts an answer's body, by AES-GCM with a nonce of its own; status and address are signed with it.</summary>
    public RequestAnswer Seal(int status, string? location, ReadOnlySpan<byte> body)
    {
        var seal = new byte[NonceBytes + TagBytes + body.Length];
        var nonce = seal.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher();
        cipher.Encrypt(nonce, body, seal.AsSpan(NonceBytes + TagBytes), seal.AsSpan(NonceBytes, TagBytes), Signed(status, location));
        return new RequestAnswer(status, location, seal);
    }

    /// <summary>The body of an answer that was sealed for the same request.</summary>
    public byte[] Open(RequestAnswer answer)
    {
        ReadOnlySpan<byte> seal = answer.Body;
        var body = new byte[seal.Length - NonceBytes - TagBytes];
        using var cipher = Cipher();
        cipher.Decrypt(seal[..NonceBytes], seal[(NonceBytes + TagBytes)..], seal.Slice(NonceBytes, TagBytes), body, Signed(answer.Status, answer.Location));
        return body;
    }

    private AesGcm Cipher() => new(Derive("sealed answer", SealKeyBytes), TagBytes);

    private byte[] Derive(string purpose, int length) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(apiKey), length, Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes("platform request: " + purpose));

    private static byte[] Signed(int status, string? location) => Encoding.UTF8.GetBytes($"{status} {location}");
}
