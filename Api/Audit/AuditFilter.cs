using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Platform.Api.Paging;
using Platform.Api.Validation;
using Platform.Contracts.Audit;

namespace Platform.Api.Audit;

/// <summary>The query parameters of the audit log.</summary>
/// <param name="query">What they ask for.</param>
internal sealed class AuditFilter(AuditQuery query) : IEndpointParameterMetadataProvider
{
    private const int MaxLength = 200;

    /// <summary>What they ask for.</summary>
    public AuditQuery Query { get; } = query;

    /// <summary>Reads them.</summary>
    public static async ValueTask<AuditFilter?> BindAsync(HttpContext context)
    {
        var problems = new Problems();
        var query = context.Request.Query;
        var from = TimeOf(ref problems, "from", query["from"]);
        var to = TimeOf(ref problems, "to", query["to"]);
        if (from >= to)
            problems.Invalid("from", "must be before 'to'");
        var keyId = QueryText.One(ref problems, "actor", query["actor"], MaxLength);
        var action = QueryText.One(ref problems, "action", query["action"], MaxLength);
        problems.ThrowIfAny();
        var page = await PageQuery.BindAsync(context);
        return new AuditFilter(new AuditQuery { KeyId = keyId, Action = action, From = from, To = to, Page = page!.Request });
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameterMetadata("actor", "Only what the API key with this id did."));
        builder.Metadata.Add(new QueryParameterMetadata("action", "Only this action: method and route, as in DELETE /v1/sessions/{id}."));
        builder.Metadata.Add(new QueryParameterMetadata("from", "From this time on, such as 2026-01-31T12:00:00Z; default: from the oldest."));
        builder.Metadata.Add(new QueryParameterMetadata("to", "Before this time; default: to the newest."));
        PageQuery.PopulateMetadata(parameter, builder);
    }

    private static DateTimeOffset? TimeOf(ref Problems problems, string param, StringValues values)
    {
        if (QueryText.One(ref problems, param, values, MaxLength) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 1970 and < 2250)
        {
            return time;
        }

        problems.Invalid(param, "must be a time such as 2026-01-31T12:00:00Z");
        return null;
    }
}
