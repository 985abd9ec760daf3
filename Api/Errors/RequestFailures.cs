using Platform.Contracts.Errors;

namespace Platform.Api.Errors;

/// <summary>Failures that several routes word the same way.</summary>
internal static class RequestFailures
{
    /// <summary>The body is larger than <see cref="Json.JsonBodyReader.MaxBytes"/>.</summary>
    public static Failure BodyTooLarge() =>
        new(ErrorCode.BodyTooLarge, "The request body is larger than 1 MB. Send less at once.");

    /// <summary>No route has this path.</summary>
    public static Failure RouteNotFound(HttpRequest request) =>
        new(ErrorCode.RouteNotFound, $"There is no route {request.Method} {Shown(request.Path)}. The routes are listed at /openapi/v1.json.");

    /// <summary>The path exists with other methods.</summary>
    public static Failure MethodNotAllowed(HttpRequest request, string? allowed) =>
        new(ErrorCode.MethodNotAllowed, $"{Shown(request.Path)} does not support {request.Method}. Use {allowed ?? "another method"}.");

    /// <summary>No tenant has this id.</summary>
    public static PlatformException TenantNotFound(string id) => NotFound(ErrorCode.TenantNotFound, "tenant", id);

    /// <summary>No key of the tenant has this id.</summary>
    public static PlatformException KeyNotFound(string id) => NotFound(ErrorCode.KeyNotFound, "API key", id);

    /// <summary>No agent of the caller's tenant has this id.</summary>
    public static PlatformException AgentNotFound(string id) => NotFound(ErrorCode.AgentNotFound, "agent", id);

    /// <summary>No session of the caller's tenant has this id, or it is not the caller's.</summary>
    public static PlatformException SessionNotFound(string id) => NotFound(ErrorCode.SessionNotFound, "session", id);

    /// <summary>No user of the caller's tenant has this id, or it is not the caller's.</summary>
    public static PlatformException UserNotFound(string id) => NotFound(ErrorCode.UserNotFound, "user", id);

    /// <summary>No model or agent has this name.</summary>
    public static PlatformException ModelNotFound(string id) =>
        new(ErrorCode.ModelNotFound, $"There is no model '{Shown(id)}'. GET /v1/models lists what can be used.", "model");

    private static PlatformException NotFound(ErrorCode code, string kind, string id) => new(code, $"There is no {kind} '{Shown(id)}'.");

    /// <summary>Caller's text for a message: short, and without characters that could garble a log or terminal.</summary>
    public static string Shown(string? text)
    {
        const int Most = 100;
        if (text is null)
            return "";
        var shown = text.Length > Most ? text.AsSpan(0, Most) : text;
        foreach (var character in shown)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
                return string.Concat(Cleaned(shown), text.Length > Most ? "…" : "");
        }

        return text.Length > Most ? string.Concat(shown, "…") : text;
    }

    private static string Cleaned(ReadOnlySpan<char> text)
    {
        Span<char> cleaned = stackalloc char[text.Length];
        for (var index = 0; index < text.Length; index++)
            cleaned[index] = char.IsControl(text[index]) || char.IsSurrogate(text[index]) ? '\uFFFD' : text[index];
        return new string(cleaned);
    }
}
