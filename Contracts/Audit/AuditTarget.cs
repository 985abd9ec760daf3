namespace Platform.Contracts.Audit;

/// <summary>An object that a request named in its path.</summary>
/// <param name="Kind">What it is, as the path writes it: <c>tenants</c>, <c>keys</c>, <c>sessions</c> …</param>
/// <param name="Id">Its id, at most <see cref="MaxLength"/> characters of it; a user's as <c>sha256:</c> and 64 hexadecimal digits, since users can be erased.</param>
[GenerateSerializer, Immutable, Alias("AuditTarget")]
public sealed record AuditTarget(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Id)
{
    /// <summary>The most characters kept of an id, which may be anything that fits a path: 200.</summary>
    public const int MaxLength = 200;
}
