using Platform.Contracts.Tenants;

namespace Platform.Silo.Tenants;

/// <summary>Bounds and defaults of a tenant (section <c>Platform:Tenants</c>).</summary>
internal sealed class TenantOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Tenants";

    /// <summary>API keys per tenant, expired ones that were not revoked included. Default 1,000; 1 to 10,000.</summary>
    public int MaxKeys { get; set; } = 1_000;

    /// <summary>Sessions that are erased at the same time when a tenant is deleted. Default 16; 1 to 256.</summary>
    public int EraseParallelism { get; set; } = 16;

    /// <summary>
    /// Messages kept per session by a tenant that is created without saying so, which keeps the number when this changes.
    /// Default 100; 2 to 10,000.
    /// </summary>
    public int DefaultMaxMessages { get; set; } = TenantSettings.DefaultMaxMessages;

    /// <summary>
    /// Hours without a turn after which a session expires, for a tenant that is created without saying so, which keeps the
    /// number when this changes. Default 24; 1 to 8,760.
    /// </summary>
    public int DefaultTtlHours { get; set; } = TenantSettings.DefaultTtlHours;
}
