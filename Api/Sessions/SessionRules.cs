using Platform.Api.Authentication;
using Platform.Api.Tenants;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>What a session's bodies must be like.</summary>
internal static class SessionRules
{
    /// <summary>A session to create, for this caller.</summary>
    public static (string Id, NewSession Settings) Checked(NewSessionBody body, Caller caller, TimeProvider time)
    {
        var problems = new Problems();
        FieldRules.Name(ref problems, "id", body.Id);
        FieldRules.Name(ref problems, "agentId", body.AgentId);
        FieldRules.User(ref problems, "userId", body.UserId);
        FieldRules.Title(ref problems, "title", body.Title);
        var metadata = FieldRules.Labels(ref problems, "metadata", body.Metadata);
        var concurrency = FieldRules.OneOf<ConcurrencyPolicy>(ref problems, "concurrency", body.Concurrency);
        FieldRules.Range(ref problems, "ttlHours", body.TtlHours, TenantRules.MinTtlHours, TenantRules.MaxTtlHours);
        problems.ThrowIfAny();
        return (body.Id ?? SortableId.New(SortableId.Session, time), new NewSession
        {
            AgentId = Bound(body.AgentId, caller.AgentId, "agentId", "agent"),
            UserId = Bound(body.UserId, caller.UserId, "userId", "user"),
            Title = body.Title,
            Metadata = metadata,
            Concurrency = concurrency,
            TtlHours = body.TtlHours,
        });
    }

    /// <summary>Changes to a session.</summary>
    public static SessionChanges Checked(SessionChangesBody body)
    {
        var problems = new Problems();
        FieldRules.Name(ref problems, "agentId", body.AgentId);
        FieldRules.Title(ref problems, "title", body.Title);
        var metadata = FieldRules.Labels(ref problems, "metadata", body.Metadata);
        var concurrency = FieldRules.OneOf<ConcurrencyPolicy>(ref problems, "concurrency", body.Concurrency);
        FieldRules.Range(ref problems, "ttlHours", body.TtlHours, TenantRules.MinTtlHours, TenantRules.MaxTtlHours);
        problems.ThrowIfAny();
        return new SessionChanges
        {
            AgentId = body.AgentId,
            Title = body.Title,
            Metadata = metadata,
            Concurrency = concurrency,
            TtlHours = body.TtlHours,
        };
    }

    /// <summary>What the caller asked for, or what its key is bound to; the two must not differ.</summary>
    public static string? Bound(string? asked, string? bound, string param, string kind) => bound is null || asked is null || asked == bound
        ? asked ?? bound
        : throw new PlatformException(ErrorCode.RoleNotAllowed, $"This key is bound to the {kind} '{bound}'. Leave '{param}' out.", param);
}
