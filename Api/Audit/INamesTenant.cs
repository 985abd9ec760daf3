namespace Platform.Api.Audit;

/// <summary>A body that says which tenant it is about, since the path does not.</summary>
internal interface INamesTenant
{
    /// <summary>The tenant's id, as it was sent.</summary>
    string? Id { get; }
}
