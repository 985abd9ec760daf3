using Platform.Api.Json;
using Platform.Contracts.Erasure;

namespace Platform.Api.Erasure;

/// <summary>What an erasure did.</summary>
/// <param name="Id">The erasure.</param>
/// <param name="Kind"><c>user</c> or <c>tenant</c>.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Subject">SHA-256 of the erased user's or tenant's id, as 64 hexadecimal digits.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="FinishedAt">When nothing was left (UTC).</param>
/// <param name="Erased">How much of what was erased.</param>
internal sealed record ManifestView(
    string Id, string Kind, string TenantId, string Subject, DateTime StartedAt, DateTime FinishedAt, Dictionary<string, long> Erased)
{
    /// <summary>The view of a manifest.</summary>
    public static ManifestView Of(ErasureManifest manifest) => new(
        manifest.Id, WireName<ErasureKind>.Of(manifest.Kind), manifest.TenantId, manifest.Subject, manifest.StartedAt.UtcDateTime,
        manifest.FinishedAt.UtcDateTime, manifest.Erased);
}
