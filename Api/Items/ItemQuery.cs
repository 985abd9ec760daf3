using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Platform.Api.Paging;
using Platform.Contracts.Errors;

namespace Platform.Api.Items;

/// <summary>Which part of a list of items is wanted, as the OpenAI wire format says it in the query.</summary>
/// <param name="Limit">The most items: 1 to 100, default 20.</param>
/// <param name="Descending">Newest first; the default.</param>
/// <param name="After">Only items beyond the one with this id, in the wanted order.</param>
internal sealed record ItemQuery(int Limit, bool Descending, string? After) : IEndpointParameterMetadataProvider
{
    private const int MaxAfterLength = 512;

    /// <summary>Reads it.</summary>
    public static ValueTask<ItemQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        string? order = query["order"];
        if (order is not (null or "asc" or "desc"))
            throw new PlatformException(ErrorCode.InvalidValue, "'order' must be asc or desc.", "order");
        var after = query["after"];
        if (after.Count > 1 || after is [{ Length: 0 or > MaxAfterLength }])
            throw NoSuchItem();
        return new(new ItemQuery(QueryNumber.Limit(query), order != "asc", after));
    }

    /// <summary>The wanted page of items that are all at hand.</summary>
    /// <param name="items">They, oldest first.</param>
    /// <exception cref="PlatformException">None of them has the id of <see cref="After"/>.</exception>
    public ItemListView Page(ItemView[] items)
    {
        if (Descending)
            Array.Reverse(items);
        var first = 0;
        if (After is not null)
            first = Array.FindIndex(items, item => item.Id == After) is >= 0 and var place ? place + 1 : throw NoSuchItem();
        return new ItemListView { Data = items[first..Math.Min(items.Length, first + Limit)], HasMore = items.Length - first > Limit };
    }

    /// <summary>What a caller is told whose <see cref="After"/> names no item of the list.</summary>
    public static PlatformException NoSuchItem() =>
        new(ErrorCode.InvalidValue, "'after' must be the id of an item of this list: the last_id of the page before.", "after");

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameterMetadata("limit", "The most items: 1 to 100, default 20.", IsNumber: true));
        builder.Metadata.Add(new QueryParameterMetadata("order", "desc (default: newest first) or asc."));
        builder.Metadata.Add(new QueryParameterMetadata("after", "Only items beyond the one with this id, in the order asked for."));
    }
}
