using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;
using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Contracts.Audit;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Audit;

/// <summary>A request as the audit log keeps it. Nothing of a body's text is in it, and no query: these may hold secrets.</summary>
/// <param name="TenantId">The tenant it is about.</param>
/// <param name="Change">What is asked.</param>
internal sealed record AuditSubject(string TenantId, AuditChange Change)
{
    private const string Tenants = "tenants";

    /// <summary>What belongs to users, or is a user: applications choose these ids, and may put a person's name into them, which has to be erasable.</summary>
    private static readonly string[] OfUsers = ["users", "sessions", "conversations", "responses", "items"];

    /// <summary>A request of somebody who was admitted.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="arguments">The handler's arguments; empty when there are none yet.</param>
    public static AuditSubject Of(HttpContext context, Caller caller, IList<object?> arguments)
    {
        var targets = Targets(context);
        var bodies = arguments.OfType<IRequestBody>().ToArray();
        return new AuditSubject(caller.Role == KeyRole.Admin ? About(targets, bodies) : caller.TenantId, new AuditChange
        {
            Log = caller.Role == KeyRole.Admin ? AuditLogKind.Operator : AuditLogKind.Own,
            Actor = ActorOf(caller),
            Action = ActionOf(context),
            Targets = targets,
            Fields = AuditFields.Of(bodies),
            RequestId = context.TraceIdentifier,
            Address = AddressOf(context),
        });
    }

    /// <summary>The key behind a request.</summary>
    public static AuditActor ActorOf(Caller caller) => new(caller.KeyId, caller.TenantId, caller.Role);

    /// <summary>Method and route.</summary>
    public static string ActionOf(HttpContext context) =>
        $"{context.Request.Method} /{(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/').Replace("{**", "{", StringComparison.Ordinal)}";

    /// <summary>The client's address. Who has proxies in front of the API configures forwarded headers.</summary>
    public static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };

    /// <summary>The tenant that an operator's request is about; the platform's own when it is about no other.</summary>
    private static string About(AuditTarget[] targets, IRequestBody[] bodies)
    {
        var named = Array.Find(targets, static target => target.Kind == Tenants)?.Id
            ?? bodies.Select(static body => body.Value).OfType<INamesTenant>().FirstOrDefault()?.Id;
        return IdRules.IsTenant(named) ? named! : ApiKey.AdminTenant;
    }

    private static AuditTarget[] Targets(HttpContext context)
    {
        List<AuditTarget> targets = [];
        var kind = "";
        foreach (var part in (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.PathSegments.SelectMany(static segment => segment.Parts) ?? [])
        {
            if (part is RoutePatternLiteralPart literal)
                kind = literal.Content;
            else if (part is RoutePatternParameterPart parameter && context.GetRouteValue(parameter.Name) is string { Length: > 0 } id)
                targets.Add(new AuditTarget(kind, Array.IndexOf(OfUsers, kind) >= 0 ? Hashed(id) : id[..Math.Min(id.Length, AuditTarget.MaxLength)]));
        }

        return [.. targets];
    }

    private static string Hashed(string id) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
