using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Platform.Contracts.Errors;

namespace Platform.Silo.Secrets;

/// <summary>
/// Encrypts what is stored encrypted. What was sealed for one purpose can be opened for that purpose only, so a secret that is
/// copied to another tenant's place in the store is of no use there.
/// </summary>
internal sealed class SecretBox(IDataProtectionProvider provider)
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="secret">It.</param>
    /// <param name="purpose">What and whose it is.</param>
    /// <exception cref="PlatformException"><see cref="ErrorCode.StorageUnavailable"/>: the key ring is away.</exception>
    public byte[] Seal(byte[] secret, params string[] purpose)
    {
        try
        {
            return provider.CreateProtector(purpose).Protect(secret);
        }
        catch (CryptographicException error) when (Cause(error) is { } cause)
        {
            throw cause.ToFailure().ToException();
        }
    }

    /// <summary>Decrypts a secret.</summary>
    /// <param name="sealedSecret">What <see cref="Seal"/> answered.</param>
    /// <param name="purpose">The same as then.</param>
    /// <exception cref="PlatformException"><see cref="ErrorCode.StorageUnavailable"/>: the key ring is away.</exception>
    /// <exception cref="CryptographicException">It was sealed under a key that is not in the ring, for another purpose, or not here.</exception>
    public byte[] Open(byte[] sealedSecret, params string[] purpose)
    {
        try
        {
            return provider.CreateProtector(purpose).Unprotect(sealedSecret);
        }
        catch (CryptographicException error) when (Cause(error) is { } cause)
        {
            throw cause.ToFailure().ToException();
        }
    }

    private static PlatformException? Cause(Exception error)
    {
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is PlatformException known)
                return known;
        }

        return null;
    }
}
