using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Platform.Api.Paging;
using Platform.Api.Validation;
using Platform.Contracts.Keys;
using Platform.Contracts.Usage;

namespace Platform.Api.Usage;

/// <summary>The query parameters of a usage report.</summary>
/// <param name="query">What they ask for.</param>
internal sealed class UsageFilter(UsageQuery query) : IEndpointParameterMetadataProvider
{
    private const string Day = "day";

    private static readonly Dictionary<string, UsageGroup> Groups = new(StringComparer.Ordinal)
    {
        [Day] = UsageGroup.Tenant,
        ["user"] = UsageGroup.User,
        ["agent"] = UsageGroup.Agent,
        ["key"] = UsageGroup.Key,
        ["model"] = UsageGroup.Model,
    };

    /// <summary>What they ask for.</summary>
    public UsageQuery Query { get; } = query;

    /// <summary>Reads them.</summary>
    public static async ValueTask<UsageFilter?> BindAsync(HttpContext context)
    {
        var problems = new Problems();
        var query = context.Request.Query;
        var today = DateOnly.FromDateTime(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var to = DayOf(ref problems, "to", query["to"]) ?? today;
        var from = DayOf(ref problems, "from", query["from"]) ?? new DateOnly(to.Year, to.Month, 1);
        if (from > to)
            problems.Invalid("from", "must not be after 'to'");
        else if (to.DayNumber - from.DayNumber >= UsageQuery.MostDays)
            problems.Invalid("from", $"must be less than {UsageQuery.MostDays} days before 'to'");
        var group = QueryText.One(ref problems, "groupBy", query["groupBy"]) ?? Day;
        if (!Groups.ContainsKey(group))
            problems.Invalid("groupBy", $"must be one of {string.Join(", ", Groups.Keys)}");
        var only = QueryText.One(ref problems, "id", query["id"], IdRules.MaxUserLength);
        if (only is not null && group == Day)
            problems.Invalid("id", "names one of a group: send 'groupBy' as well");
        var byDay = QueryText.One(ref problems, "byDay", query["byDay"]);
        if (byDay is not (null or "true" or "false"))
            problems.Invalid("byDay", "must be true or false");
        problems.ThrowIfAny();
        var page = await PageQuery.BindAsync(context);
        return new UsageFilter(new UsageQuery
        {
            From = from,
            To = to,
            Group = Groups[group],
            Only = only,
            ByDay = group == Day || byDay == "true",
            Page = page!.Request,
        });
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameterMetadata("from", "The first day, UTC, as yyyy-MM-dd; default: the first of the month of 'to'."));
        builder.Metadata.Add(new QueryParameterMetadata("to", "The last day, UTC, as yyyy-MM-dd; default: today."));
        builder.Metadata.Add(new QueryParameterMetadata("groupBy", "What is told apart: day (default), user, agent, key or model."));
        builder.Metadata.Add(new QueryParameterMetadata("id", "Only this user, agent, key or model."));
        builder.Metadata.Add(new QueryParameterMetadata("byDay", "With another group: true tells its days apart as well."));
        PageQuery.PopulateMetadata(parameter, builder);
    }

    private static DateOnly? DayOf(ref Problems problems, string param, StringValues values)
    {
        if (QueryText.One(ref problems, param, values) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 9999)
            return day;
        problems.Invalid(param, "must be a day such as 2026-01-31");
        return null;
    }
}
