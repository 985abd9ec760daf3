using Platform.Contracts.Errors;
using Platform.Contracts.Tenants;

namespace Platform.Api.Authentication;

/// <summary>Decides whether a request may use a route.</summary>
internal sealed class KeyCheck(KeyCache keys, FailedKeys failures)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller, when its key has the access.</summary>
    /// <exception cref="PlatformException">No key, a key that does not work, one that may not, or too many of them from one address.</exception>
    public ValueTask<Caller> Admit(HttpRequest request, Access access)
    {
        var found = keys.Find(KeyOf(request), failures, request.HttpContext);
        return found.IsCompletedSuccessfully ? new(Admit(found.Result, access, request)) : Wait(found, access, request);
    }

    /// <summary>The text of the key that a request carries.</summary>
    /// <exception cref="PlatformException">It carries none.</exception>
    public static string KeyOf(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        return header is null || header.Length <= Scheme.Length || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? throw new PlatformException(ErrorCode.MissingKey, "The request carries no API key. Send it as 'Authorization: Bearer sk-…'.")
            : header[Scheme.Length..].Trim();
    }

    private async ValueTask<Caller> Wait(ValueTask<Caller?> found, Access access, HttpRequest request) => Admit(await found, access, request);

    private Caller Admit(Caller? caller, Access access, HttpRequest request)
    {
        if (caller is null)
        {
            var address = request.HttpContext.Connection.RemoteIpAddress;
            failures.Check(address);
            failures.Count(address);
            throw new PlatformException(ErrorCode.InvalidKey, "The API key is unknown, expired or revoked. Send one that works, or ask the operator for a new one.");
        }

        if (caller.IsBlocked)
            throw new PlatformException(ErrorCode.KeyBlocked, "The API key is blocked. Ask the operator to unblock it, or use another one.");
        if (caller.IsSuspended)
            throw new PlatformException(ErrorCode.TenantSuspended, $"The tenant '{caller.TenantId}' is suspended. Ask the operator to resume it.");
        var allowed = access switch
        {
            Access.Admin => caller.Role == KeyRole.Admin,
            Access.Owner => caller.Role == KeyRole.Owner,
            _ => caller.Role is KeyRole.Owner or KeyRole.Agent,
        };
        return allowed ? caller : throw new PlatformException(ErrorCode.RoleNotAllowed, Needed(caller.Role, access));
    }

    private static string Needed(KeyRole role, Access access) => (role, access) switch
    {
        (_, Access.Admin) => "This route is the operator's. Use an admin key.",
        (KeyRole.Admin, _) => "An admin key has no agents and sessions. Use a key of a tenant: POST /admin/tenants/{id}/keys makes one.",
        _ => "This key may only chat. Use a key with the role owner.",
    };
}
