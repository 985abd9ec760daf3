using System.Security.Cryptography;
using System.Text;
using Platform.Silo.Secrets;

namespace Platform.Silo.Providers;

/// <summary>Encrypts tenants' own keys, each for its tenant and provider alone.</summary>
internal sealed class ProviderVault(SecretBox box)
{
    private const string Purpose = "provider key";

    /// <summary>Encrypts a key.</summary>
    public byte[] Seal(string tenantId, string provider, string apiKey) => box.Seal(Encoding.UTF8.GetBytes(apiKey), Purpose, tenantId, provider);

    /// <summary>Decrypts a key.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">It cannot be read at the moment, or any more.</exception>
    public string Open(string tenantId, string provider, ProviderRecord record)
    {
        try
        {
            return Encoding.UTF8.GetString(box.Open(record.Sealed, Purpose, tenantId, provider));
        }
        catch (CryptographicException error)
        {
            throw ProviderFailures.Unreadable(provider, error);
        }
    }
}
