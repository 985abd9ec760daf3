namespace Platform.Api.Tenants;

/// <summary>How to replace an API key.</summary>
internal sealed record RotationBody
{
    /// <summary>Seconds for which the old key goes on working, 0 to 604,800 (a week); default 0.</summary>
    public int? GraceSeconds { get; init; }
}
