using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Api.Authentication;

/// <summary>SHA-256 of an API key, as a value to look up by. Same bytes as <see cref="Contracts.Keys.ApiKey.Hash"/>, without an array.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeyHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>The most characters a key can have: the form with the longest tenant id.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>The hash of a key of at most <see cref="MaxKeyLength"/> characters.</summary>
    public static KeyHash Of(string key)
    {
        Span<byte> text = stackalloc byte[MaxKeyLength * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(key, text)], hash);
        return MemoryMarshal.Read<KeyHash>(hash);
    }

    /// <summary>The hash as bytes.</summary>
    public byte[] ToArray() => MemoryMarshal.AsBytes([this]).ToArray();

    /// <inheritdoc/>
    public override int GetHashCode() => First.GetHashCode();
}
