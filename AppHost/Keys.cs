using System.Buffers.Text;
using System.Security.Cryptography;

namespace Platform.AppHost;

/// <summary>The address and the two keys that a newcomer needs.</summary>
/// <param name="Url">Where the API is.</param>
/// <param name="AdminKey">The platform's administration key.</param>
/// <param name="DemoKey">The key of the tenant "demo".</param>
internal sealed record Keys(string Url, string AdminKey, string DemoKey)
{
    private const int SecretBytes = 24;

    /// <summary>Characters of a key's random part.</summary>
    public const int SecretLength = 32;

    public static Keys Create(string url) => new(url, $"sk-admin-{NewSecret()}", $"sk-demo-{NewSecret()}");

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
}
