using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Silo.Secrets;

/// <summary>The certificate by which the key ring is encrypted.</summary>
internal static class RingCertificate
{
    /// <summary>The configured certificate; null when there is none, or when it cannot be used.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="problem">Why it cannot be used, in words that say what to do; null when nothing is wrong.</param>
    public static X509Certificate2? TryLoad(SecretOptions options, out string? problem)
    {
        problem = null;
        if (options.CertificatePath is null)
            return null;
        try
        {
            if (!File.Exists(options.CertificatePath))
            {
                problem = "there is no such file.";
                return null;
            }

            var certificate = X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath, options.CertificatePassword);
            if (certificate.HasPrivateKey)
                return certificate;
            certificate.Dispose();
            problem = "it has no private key: export the certificate together with its key.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"it cannot be read: {error.Message}";
        }
        catch (CryptographicException)
        {
            problem = $"it is no PKCS#12 file, or {nameof(options.CertificatePassword)} is not its password.";
        }

        return null;
    }
}
