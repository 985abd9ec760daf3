namespace Platform.Contracts.Audit;

/// <summary>A field that a request set.</summary>
/// <param name="Name">Its path: <c>maxMessages</c>, <c>limits.requestsPerMinute</c>.</param>
/// <param name="Value">What it was set to, for numbers and truth values alone; null: text or a list, which may hold a secret or somebody's words.</param>
[GenerateSerializer, Immutable, Alias("AuditField")]
public sealed record AuditField(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Value);
