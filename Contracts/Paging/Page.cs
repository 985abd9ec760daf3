namespace Platform.Contracts.Paging;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The kind of item.</typeparam>
/// <param name="Data">The items, in the list's order.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last page.</param>
[GenerateSerializer, Immutable, Alias("Page`1")]
public sealed record Page<T>(
    [property: Id(0)] T[] Data,
    [property: Id(1)] string? NextCursor);
