using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Platform.Contracts.Erasure;

namespace Platform.Silo.Erasure;

/// <summary>A key that signs manifests: ECDSA on the curve P-256.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _privateKey;

    /// <summary>The key with this private half (PKCS#8).</summary>
    public SigningKey(byte[] privateKey)
    {
        _privateKey = privateKey;
        using var key = Key();
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        // RFC 7638: the required members in the order of their names, without white space.
        var thumbprint = SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""));
        Public = new ErasureKey(Base64Url.EncodeToString(thumbprint), x, y);
    }

    /// <summary>The public half.</summary>
    public ErasureKey Public { get; }

    /// <summary>A new private key (PKCS#8).</summary>
    public static byte[] NewPrivateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    /// <summary>The signature in the form that JSON Web Signatures have: both numbers, 32 bytes each.</summary>
    public byte[] Sign(byte[] data)
    {
        // Objects of the platform's cryptography are not made for several threads at once.
        using var key = Key();
        return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Without the key.</summary>
    public override string ToString() => $"{{ {Public.KeyId} }}";

    private ECDsa Key()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_privateKey, out _);
        return key;
    }
}
