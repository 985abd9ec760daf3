using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;
using Platform.Silo.Storage;

namespace Platform.Silo.Secrets;

/// <summary>Registers the encryption of what is stored encrypted.</summary>
internal static class SecretRegistration
{
    /// <summary>The same for every silo: what one has encrypted, all can read.</summary>
    private const string ApplicationName = "platform";

    /// <summary>Data Protection with a key ring that all silos share.</summary>
    public static void AddPlatformSecrets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<SecretOptions, SecretOptionsValidator>(SecretOptions.Section);
        builder.Services.AddSingleton(RedisKeyRing.Add);
        builder.Services.AddSingleton<SecretBox>();
        // Behind the wait for Redis, and before Data Protection's own look at the ring.
        builder.Services.AddHostedService<KeyRingStartup>();
        var protection = builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<SecretOptions>, RedisStore, ILoggerFactory>(
            static (ring, secrets, redis, loggers) => ring.XmlRepository = secrets.Value.Directory is { } directory
                ? new DirectoryKeyRing(directory, loggers)
                : new RedisKeyRing(redis));
        // A certificate that cannot be used ends the start with a word about it, by the check of the settings.
        var settings = builder.Configuration.GetSection(SecretOptions.Section).Get<SecretOptions>();
        if (settings is not null && RingCertificate.TryLoad(settings, out _) is { } certificate)
            protection.ProtectKeysWithCertificate(certificate);
    }
}
