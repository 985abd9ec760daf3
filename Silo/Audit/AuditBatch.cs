namespace Platform.Silo.Audit;

/// <summary>What is written to a log in one go.</summary>
/// <param name="Entries">Entries as they are stored, each with its microsecond.</param>
/// <param name="Begun">Changes that are begun.</param>
/// <param name="Ended">The ids of begun changes whose entries are among these.</param>
internal sealed record AuditBatch(
    IReadOnlyList<(long At, byte[] Text)> Entries,
    IReadOnlyList<AuditIntent> Begun,
    IReadOnlyList<string> Ended);
