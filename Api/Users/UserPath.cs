using Microsoft.AspNetCore.Http.Features;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;

namespace Platform.Api.Users;

/// <summary>Reads the user id from a path. It is any text, so the path has it URL-encoded, slashes included.</summary>
internal static class UserPath
{
    private const string Route = "/v1/users/";

    /// <summary>
    /// The id, as the client encoded it. The route's value will not do: in it the server has decoded every character but the
    /// slash, so that an encoded slash and an encoded "%2F" look alike.
    /// </summary>
    /// <exception cref="PlatformException">No user can have such an id.</exception>
    public static string Id(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var start = target.IndexOf(Route, StringComparison.OrdinalIgnoreCase);
        var rest = start < 0 ? "" : target.AsSpan(start + Route.Length);
        var end = rest.IndexOfAny('/', '?');
        var id = Uri.UnescapeDataString(end < 0 ? rest : rest[..end]);
        return IdRules.IsUser(id)
            ? id
            : throw new PlatformException(
                ErrorCode.InvalidValue, $"A user id has 1 to {IdRules.MaxUserLength} characters without control characters, URL-encoded in the path.", "userId");
    }
}
