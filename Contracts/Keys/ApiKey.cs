using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Contracts.Keys;

/// <summary>The text form of an API key: <c>sk-&lt;tenant&gt;-&lt;32 random url-safe characters&gt;</c>.</summary>
public static class ApiKey
{
    /// <summary>The tenant whose keys administrate the platform; it has no other data.</summary>
    public const string AdminTenant = "admin";

    private const string Start = "sk-";
    private const int SecretLength = 32;

    /// <summary>The bytes behind a key's secret part: 24.</summary>
    public const int SecretBytes = SecretLength / 4 * 3;

    /// <summary>A new random key of a tenant (192 bits).</summary>
    public static string Generate(string tenantId)
    {
        Span<byte> random = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(random);
        return Of(tenantId, random);
    }

    /// <summary>The key of a tenant with this secret.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="secret">Its <see cref="SecretBytes"/> bytes, which nobody can guess.</param>
    public static string Of(string tenantId, ReadOnlySpan<byte> secret) => secret.Length == SecretBytes
        ? $"{Start}{tenantId}-{Base64Url.EncodeToString(secret)}"
        : throw new ArgumentException($"A secret has {SecretBytes} bytes, not {secret.Length}.", nameof(secret));

    /// <summary>The tenant that a key claims to be of; null when the text has not the form of a key.</summary>
    public static string? TenantOf(string key)
    {
        // The secret may hold '-' itself, so the tenant is what is left of its fixed length.
        var tenantLength = key.Length - Start.Length - 1 - SecretLength;
        if (tenantLength < 1 || !key.StartsWith(Start, StringComparison.Ordinal) || key[Start.Length + tenantLength] != '-')
            return null;
        var tenantId = key.Substring(Start.Length, tenantLength);
        return IdRules.IsTenant(tenantId) && Base64Url.IsValid(key.AsSpan(key.Length - SecretLength)) ? tenantId : null;
    }

    /// <summary>What is stored of a key: SHA-256 of its text.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>What may be shown of a key: its last four characters.</summary>
    public static string Hint(string key) => key[^4..];
}
