namespace Platform.Silo.Audit;

/// <summary>A log ends with another entry than its writer knew.</summary>
/// <param name="Last">That entry; null: the log is empty.</param>
internal sealed record AuditConflict(StoredEntry? Last);
