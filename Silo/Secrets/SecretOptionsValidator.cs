using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Secrets;

internal sealed class SecretOptionsValidator : IValidateOptions<SecretOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        var check = new OptionsCheck(SecretOptions.Section)
            .Require(options.CertificatePassword is null || options.CertificatePath is not null,
                $"{nameof(options.CertificatePassword)} is set without {nameof(options.CertificatePath)}: set both, or neither.")
            .Require(options.Directory is null || DirectoryKeyRing.IsUsable(options.Directory),
                $"{nameof(options.Directory)} ({options.Directory}) can be neither written to nor made: name a directory that all silos share.");
        using var certificate = RingCertificate.TryLoad(options, out var problem);
        return check.Require(problem is null, $"{nameof(options.CertificatePath)} ({options.CertificatePath}): {problem}").Result();
    }
}
