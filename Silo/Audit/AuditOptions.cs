namespace Platform.Silo.Audit;

/// <summary>How much of the audit logs is kept (section <c>Platform:Audit</c>).</summary>
internal sealed class AuditOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Audit";

    /// <summary>Days for which entries are kept. Default 400; 1 to 3,650.</summary>
    public int RetentionDays { get; set; } = 400;

    /// <summary>The newest entries kept of what was done to a tenant, and of what its own keys did: of each so many. Default 100,000; 100 to 10,000,000.</summary>
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>The newest entries kept of requests that were not admitted, for each tenant. Default 10,000; 100 to 1,000,000.</summary>
    public int MaxRefused { get; set; } = 10_000;

    /// <summary>
    /// After this time a change that was begun, and of which nothing more was heard, becomes an entry of unknown outcome. Default
    /// 5 minutes; 1 minute to 1 day. A change that takes longer is entered twice: as unknown, and then with its outcome.
    /// </summary>
    public TimeSpan UnfinishedAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long entries are kept.</summary>
    public TimeSpan Retention => TimeSpan.FromDays(RetentionDays);
}
