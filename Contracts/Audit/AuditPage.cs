namespace Platform.Contracts.Audit;

/// <summary>Entries, newest first.</summary>
/// <param name="Data">The entries.</param>
/// <param name="NextCursor">What to send as cursor for the next page; null on the last. A page that had to pass over many entries may be short.</param>
/// <param name="IsIntact">Whether every entry that was read for the page has the hash it names and follows the one before it.</param>
[GenerateSerializer, Immutable, Alias("AuditPage")]
public sealed record AuditPage(
    [property: Id(0)] AuditEntry[] Data,
    [property: Id(1)] string? NextCursor,
    [property: Id(2)] bool IsIntact);
