namespace Platform.Silo.Erasure;

/// <summary>The signing key as it is stored.</summary>
/// <param name="Sealed">The private key (PKCS#8), encrypted.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
internal sealed record SigningKeyRecord(byte[] Sealed, DateTimeOffset CreatedAt);
