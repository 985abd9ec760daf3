using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Keys;
using Platform.Silo.Models;
using Platform.Silo.Secrets;
using Platform.Silo.Storage;
using Platform.Tests.Hosting;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Secrets;

public sealed class KeyRingTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task silos_that_start_together_share_one_key_and_read_each_others_secrets(bool inDirectory, bool withCertificate)
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["ConnectionStrings:redis"] = redis.ConnectionString, ["Logging:LogLevel:Default"] = "Error" };
        var ring = Path.Combine(folder.Path, "ring");
        if (inDirectory)
            settings["Platform:DataProtection:Directory"] = ring;
        if (withCertificate)
        {
            settings["Platform:DataProtection:CertificatePath"] = NewCertificate(folder.Path, "a password");
            settings["Platform:DataProtection:CertificatePassword"] = "a password";
        }

        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ProgramHost.StartAsync(typeof(IChatModel).Assembly, settings)));
        try
        {
            var boxes = hosts.Select(static host => host.Services.GetRequiredService<SecretBox>()).ToArray();
            foreach (var box in boxes)
            {
                var sealedSecret = box.Seal([1, 2, 3], "purpose", "whose");
                Assert.All(boxes, other => Assert.Equal([1, 2, 3], other.Open(sealedSecret, "purpose", "whose")));
                Assert.All(boxes, other => Assert.ThrowsAny<CryptographicException>(() => other.Open(sealedSecret, "purpose", "another's")));
            }

            var elements = inDirectory
                ? Directory.GetFiles(ring, "*.xml").Select(File.ReadAllText).ToArray()
                : (await hosts[0].Services.GetRequiredService<RedisStore>().Database.ListRangeAsync(StoreKey.KeyRing)).Select(static element => (string)element!).ToArray();
            var element = Assert.Single(elements);
            Assert.Equal(withCertificate, element.Contains("EncryptedData", StringComparison.Ordinal));
            Assert.Equal(!withCertificate, element.Contains("masterKey", StringComparison.Ordinal) && !element.Contains("EncryptedData", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }
    }

    [Fact]
    public void settings_that_cannot_work_are_told_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var certificate = NewCertificate(folder.Path, "right");
        var validator = new SecretOptionsValidator();

        Assert.True(validator.Validate(null, new SecretOptions()).Succeeded);
        Assert.True(validator.Validate(null, new SecretOptions { Directory = Path.Combine(folder.Path, "new"), CertificatePath = certificate, CertificatePassword = "right" }).Succeeded);
        Assert.Contains("password", validator.Validate(null, new SecretOptions { CertificatePath = certificate, CertificatePassword = "wrong" }).FailureMessage);
        Assert.Contains("no such file", validator.Validate(null, new SecretOptions { CertificatePath = Path.Combine(folder.Path, "none.pfx") }).FailureMessage);
        Assert.Contains("CertificatePath", validator.Validate(null, new SecretOptions { CertificatePassword = "x" }).FailureMessage);
        Assert.Contains("Directory", validator.Validate(null, new SecretOptions { Directory = Path.Combine(certificate, "in-a-file") }).FailureMessage);
        Assert.DoesNotContain("secret word", new SecretOptions { CertificatePassword = "secret word" }.ToString(), StringComparison.Ordinal);
    }

    private static string NewCertificate(string folder, string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=key ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var path = Path.Combine(folder, "ring.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        return path;
    }
}
