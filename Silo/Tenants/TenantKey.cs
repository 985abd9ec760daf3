using Platform.Contracts.Tenants;

namespace Platform.Silo.Tenants;

/// <summary>An API key as it is stored.</summary>
/// <param name="Hash">SHA-256 of its text; the text itself is nowhere.</param>
/// <param name="Info">Everything else about it.</param>
internal sealed record TenantKey(byte[] Hash, KeyInfo Info)
{
    /// <summary>Whether it still works.</summary>
    public bool IsValid(DateTimeOffset now) => Info.ExpiresAt is not { } end || now < end;
}
