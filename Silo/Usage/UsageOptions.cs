namespace Platform.Silo.Usage;

/// <summary>How the ledger is kept (section <c>Platform:Usage</c>).</summary>
internal sealed class UsageOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Usage";

    /// <summary>How long a month of the ledger is kept after its first turn. Default 400 days; 62 to 3,660 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(400);

    /// <summary>
    /// How long a charge that nobody waits for may be held back, so that many are written together. Default 25 ms; 0 to 1 s.
    /// </summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How often the sessions of lost silos are looked for whose latest turns are not in the ledger. Default 5 s; 1 s to 1 min.</summary>
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(5);
}
