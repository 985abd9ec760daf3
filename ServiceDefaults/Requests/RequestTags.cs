using System.Diagnostics;

namespace Platform.ServiceDefaults.Requests;

/// <summary>
/// Whose request is being worked on, in every process that works on it: it travels with grain calls, and every log line and
/// span made meanwhile carries it. Work that goes on behind a request, such as writing to its tenant's ledger, carries the
/// request that set it going. Metrics carry none of this: they have one series per value, and tenants are without number.
/// </summary>
public static class RequestTags
{
    /// <summary>The tenant's id.</summary>
    public const string Tenant = "tenant.id";

    /// <summary>The session's id, where the path or a header names one.</summary>
    public const string Session = "session.id";

    /// <summary>The request's id: <c>x-request-id</c> of the answer.</summary>
    public const string Request = "request.id";

    /// <summary>The trace.</summary>
    public const string Trace = "trace.id";

    /// <summary>The span within the trace.</summary>
    public const string Span = "span.id";

    private const string Key = "platform.request";
    private const char Separator = ' ';

    /// <summary>Tells whose request is worked on from here on. None of the ids may hold a space.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="tenantId">The tenant; null: none is known.</param>
    /// <param name="sessionId">The session; null: none is known.</param>
    public static void Set(string requestId, string? tenantId, string? sessionId)
    {
        // One value for all of them, since it goes along with every call.
        RequestContext.Set(Key, string.Concat(requestId, " ", tenantId, sessionId is null ? null : " " + sessionId));
        if (Activity.Current is { } activity)
            Tag(activity);
    }

    /// <summary>The request that is worked on, as it travels; null: there is none.</summary>
    public static string? Text => RequestContext.Get(Key) as string;

    /// <summary>The tags of the request that is worked on, and of the trace; empty when there is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Current
    {
        get
        {
            List<KeyValuePair<string, object?>> tags = [.. OfRequest()];
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            {
                tags.Add(new(Trace, activity.TraceId.ToHexString()));
                tags.Add(new(Span, activity.SpanId.ToHexString()));
            }

            return tags;
        }
    }

    /// <summary>Gives a span the tags of the request that is worked on.</summary>
    public static void Tag(Activity activity)
    {
        foreach (var (name, value) in OfRequest())
            activity.SetTag(name, value);
    }

    private static IEnumerable<KeyValuePair<string, object?>> OfRequest()
    {
        if (Text is not { } text || text.Split(Separator) is not [var requestId, var tenantId, ..] parts)
            yield break;
        if (tenantId.Length > 0)
            yield return new(Tenant, tenantId);
        yield return new(Request, requestId);
        if (parts is [_, _, var sessionId])
            yield return new(Session, sessionId);
    }
}
