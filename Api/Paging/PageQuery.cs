using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Platform.Contracts.Errors;
using Platform.Contracts.Paging;

namespace Platform.Api.Paging;

/// <summary>The query parameters of a list.</summary>
/// <param name="request">The page they ask for.</param>
internal sealed class PageQuery(PageRequest request) : IEndpointParameterMetadataProvider
{
    private const int MaxCursorLength = 512;

    /// <summary>The page they ask for.</summary>
    public PageRequest Request { get; } = request;

    /// <summary>Reads them.</summary>
    public static ValueTask<PageQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var cursor = query["cursor"];
        if (cursor.Count > 1 || cursor is [{ Length: 0 or > MaxCursorLength }])
            throw new PlatformException(ErrorCode.InvalidValue, "'cursor' must be the nextCursor of the page before, unchanged.", "cursor");
        return new(new PageQuery(new PageRequest(QueryNumber.Limit(query), cursor)));
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameterMetadata("limit", "The most items: 1 to 100, default 20.", IsNumber: true));
        builder.Metadata.Add(new QueryParameterMetadata("cursor", "The nextCursor of the page before; left out for the first page."));
    }
}
