using Platform.Api.Audit;
using Platform.Contracts.Errors;
using Platform.Contracts.Tenants;

namespace Platform.Api.Authentication;

/// <summary>Decides whether a request may use a route.</summary>
internal sealed class KeyCheck(KeyCache keys, FailedKeys failures, RefusedRequests refused)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller, when its key has the access.</summary>
    /// <exception cref="PlatformException">No key, a key that does not work, one that may not, or too many of them from one address.</exception>
    public ValueTask<Caller> Admit(HttpRequest request, Access access)
    {
        if (KeyIn(request) is not { } key)
            throw Refused(request, null, access, MissingKey());
        var found = keys.Find(key, failures, request.HttpContext);
        return found.IsCompletedSuccessfully ? new(Admit(found.Result, request, access)) : Wait(found, request, access);
    }

    /// <summary>The text of the key that a request carries.</summary>
    /// <exception cref="PlatformException">It carries none.</exception>
    public static string KeyOf(HttpRequest request) => KeyIn(request) ?? throw MissingKey();

    private static string? KeyIn(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        return header is null || header.Length <= Scheme.Length || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? null
            : header[Scheme.Length..].Trim();
    }

    private static PlatformException MissingKey() =>
        new(ErrorCode.MissingKey, "The request carries no API key. Send it as 'Authorization: Bearer sk-…'.");

    private async ValueTask<Caller> Wait(ValueTask<Caller?> found, HttpRequest request, Access access) => Admit(await found, request, access);

    private Caller Admit(Caller? caller, HttpRequest request, Access access)
    {
        if (Refusal(caller, access) is not { } refusal)
            return caller!;
        if (caller is null)
        {
            var address = request.HttpContext.Connection.RemoteIpAddress;
            failures.Check(address);
            failures.Count(address);
        }

        throw Refused(request, caller, access, refusal);
    }

    private PlatformException Refused(HttpRequest request, Caller? caller, Access access, PlatformException refusal)
    {
        refused.Note(request.HttpContext, caller, access, refusal.Code);
        return refusal;
    }

    private static PlatformException? Refusal(Caller? caller, Access access)
    {
        if (caller is null)
            return new PlatformException(ErrorCode.InvalidKey, "The API key is unknown, expired or revoked. Send one that works, or ask the operator for a new one.");
        if (caller.IsBlocked)
            return new PlatformException(ErrorCode.KeyBlocked, "The API key is blocked. Ask the operator to unblock it, or use another one.");
        if (caller.IsSuspended)
            return new PlatformException(ErrorCode.TenantSuspended, $"The tenant '{caller.TenantId}' is suspended. Ask the operator to resume it.");
        var allowed = access switch
        {
            Access.Admin => caller.Role == KeyRole.Admin,
            Access.Owner => caller.Role == KeyRole.Owner,
            _ => caller.Role is KeyRole.Owner or KeyRole.Agent,
        };
        return allowed ? null : new PlatformException(ErrorCode.RoleNotAllowed, Needed(caller.Role, access));
    }

    private static string Needed(KeyRole role, Access access) => (role, access) switch
    {
        (_, Access.Admin) => "This route is the operator's. Use an admin key.",
        (KeyRole.Admin, _) => "An admin key has no agents and sessions. Use a key of a tenant: POST /admin/tenants/{id}/keys makes one.",
        _ => "This key may only chat. Use a key with the role owner.",
    };
}
