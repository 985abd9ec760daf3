using Platform.Contracts.Audit;

namespace Platform.Silo.Audit;

/// <summary>A change that was begun.</summary>
/// <param name="Id">The id of the entry to come.</param>
/// <param name="At">When it was begun, in microseconds since 1970.</param>
/// <param name="Change">What was asked.</param>
internal sealed record AuditIntent(string Id, long At, AuditChange Change);
