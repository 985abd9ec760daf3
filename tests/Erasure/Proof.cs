using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Platform.Tests.Erasure;

/// <summary>Verifies the proof of an erasure with nothing but the standard: what anybody does who gets one.</summary>
internal static class Proof
{
    /// <summary>What the signed part says, once the signature is found to be right.</summary>
    /// <param name="answer">The answer of the erasure.</param>
    /// <param name="keys">The answer of <c>GET /v1/erasure-keys</c>.</param>
    public static JsonElement Checked(JsonElement answer, JsonElement keys)
    {
        Assert.True(IsSigned(answer, answer.GetProperty("payload").GetString()!, keys));
        Assert.False(IsSigned(answer, Base64Url.EncodeToString("{}"u8), keys));
        var payload = JsonElement.Parse(Base64Url.DecodeFromChars(answer.GetProperty("payload").GetString()));
        Assert.Equal("ES256", answer.GetProperty("algorithm").GetString());
        Assert.True(JsonElement.DeepEquals(payload, answer.GetProperty("manifest")), $"{payload} is signed, {answer.GetProperty("manifest")} is shown");
        return payload;
    }

    /// <summary>How a user is called in a manifest.</summary>
    public static string Subject(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>How much of something was erased.</summary>
    public static long Erased(this JsonElement manifest, string what) => manifest.GetProperty("erased").GetProperty(what).GetInt64();

    private static bool IsSigned(JsonElement answer, string payload, JsonElement keys)
    {
        var header = answer.GetProperty("protected").GetString()!;
        var keyId = JsonElement.Parse(Base64Url.DecodeFromChars(header)).GetProperty("kid").GetString();
        Assert.Equal(keyId, answer.GetProperty("keyId").GetString());
        var key = keys.GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("kid").GetString() == keyId);
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") },
        });
        return verifier.VerifyData(
            Encoding.ASCII.GetBytes($"{header}.{payload}"), Bytes(answer, "signature"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] Bytes(JsonElement element, string name) => Base64Url.DecodeFromChars(element.GetProperty(name).GetString());
}
