namespace Platform.Contracts.Paging;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">The most items: 1 to <see cref="MaxLimit"/>.</param>
/// <param name="Cursor">The previous page's <see cref="Page{T}.NextCursor"/>; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("PageRequest")]
public sealed record PageRequest(
    [property: Id(0)] int Limit = PageRequest.DefaultLimit,
    [property: Id(1)] string? Cursor = null)
{
    /// <summary>Items on a page unless the request says otherwise: 20.</summary>
    public const int DefaultLimit = 20;

    /// <summary>The most items on a page: 100.</summary>
    public const int MaxLimit = 100;
}
