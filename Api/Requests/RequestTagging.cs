using Platform.Api.Authentication;
using Platform.Api.ChatCompletions;
using Platform.Contracts.Keys;
using Platform.ServiceDefaults.Requests;

namespace Platform.Api.Requests;

/// <summary>Tells the logs and traces of all processes whose request is worked on.</summary>
internal static class RequestTagging
{
    /// <summary>Tags everything that is done for a request from here on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sent it.</param>
    public static void Begin(HttpContext context, Caller caller) => RequestTags.Set(context.TraceIdentifier, caller.TenantId, SessionOf(context));

    private static string? SessionOf(HttpContext context)
    {
        var request = context.Request;
        var named = request.Path.StartsWithSegments("/v1/sessions") || request.Path.StartsWithSegments("/v1/conversations")
            ? context.GetRouteValue("id") as string
            : (string?)request.Headers[ChatRules.SessionHeader];
        // What is no id is refused later, and is nothing to repeat in logs.
        return IdRules.IsName(named) ? named : null;
    }
}
