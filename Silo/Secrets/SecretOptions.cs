namespace Platform.Silo.Secrets;

/// <summary>Where the keys are that encrypt what is stored encrypted (section <c>Platform:DataProtection</c>).</summary>
internal sealed class SecretOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:DataProtection";

    /// <summary>A directory for the key ring, which every silo has to share. Default: none, the ring is in Redis.</summary>
    public string? Directory { get; set; }

    /// <summary>
    /// A PKCS#12 file (<c>.pfx</c>) with certificate and private key by which the ring itself is encrypted, the same on every
    /// silo. Default: none, the ring is stored in the clear, and whoever can read it can read the secrets.
    /// </summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file; default none. Never logged.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The same without the password.</summary>
    public override string ToString() =>
        $"{{ Directory = {Directory ?? "none"}, CertificatePath = {CertificatePath ?? "none"}, "
        + $"CertificatePassword = {(string.IsNullOrEmpty(CertificatePassword) ? "none" : "***")} }}";
}
