using Platform.Contracts.Paging;

namespace Platform.Api.Paging;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The kind of item.</typeparam>
/// <param name="Data">The items.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last.</param>
internal sealed record ListView<T>(T[] Data, string? NextCursor)
{
    /// <summary>A page with its items as callers see them.</summary>
    public static ListView<T> Of<TItem>(Page<TItem> page, Func<TItem, T> view) => new(Array.ConvertAll(page.Data, item => view(item)), page.NextCursor);
}
