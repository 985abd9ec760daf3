using Platform.Api.Budgets;
using Platform.Api.Json;
using Platform.Api.Limits;
using Platform.Api.Validation;
using Platform.Contracts.Budgets;
using Platform.Contracts.Keys;
using Platform.Contracts.Limits;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>What an API key's bodies must be like.</summary>
internal static class KeyRules
{
    private const int MaxGraceSeconds = 7 * 24 * 60 * 60;

    /// <summary>Checks a key to create.</summary>
    public static void Check(string tenantId, NewKeyBody body, TimeProvider time)
    {
        var problems = new Problems();
        if (body.Role is null)
            problems.Missing("role");
        var role = FieldRules.OneOf<KeyRole>(ref problems, "role", body.Role);
        if (role is not null && role == KeyRole.Admin != (tenantId == ApiKey.AdminTenant))
            problems.Invalid("role", $"must be 'admin' for keys of the tenant '{ApiKey.AdminTenant}', and 'owner' or 'agent' for keys of every other tenant");
        FieldRules.Title(ref problems, "name", body.Name);
        FieldRules.User(ref problems, "userId", body.UserId);
        FieldRules.Name(ref problems, "agentId", body.AgentId);
        if (role is not null and not KeyRole.Agent)
        {
            if (body.UserId is not null)
                problems.Invalid("userId", "can only be set for keys with the role 'agent'");
            if (body.AgentId is not null)
                problems.Invalid("agentId", "can only be set for keys with the role 'agent'");
        }

        if (body.ExpiresAt is { } end && end <= time.GetUtcNow())
            problems.Invalid("expiresAt", "must be in the future");
        Allowances(ref problems, body);
        if (role == KeyRole.Admin && (body.Limits is not null || body.Budgets is not null))
            problems.Invalid(body.Limits is not null ? "limits" : "budgets", "cannot be set for an admin key, which has no turns");
        problems.ThrowIfAny();
    }

    /// <summary>Changes to a key.</summary>
    public static KeyChanges Checked(KeyChangesBody body)
    {
        var problems = new Problems();
        FieldRules.Title(ref problems, "name", body.Name);
        var changes = new KeyChanges
        {
            Name = body.Name,
            IsBlocked = body.Blocked,
            Limits = RateLimitsRules.Checked(ref problems, "limits", body.Limits),
            Budgets = BudgetRules.Checked(ref problems, "budgets", body.Budgets),
        };
        problems.ThrowIfAny();
        return changes;
    }

    /// <summary>A key to create that was checked, now or when the same request was sent first.</summary>
    /// <param name="body">What it is to be like.</param>
    /// <param name="secret">The key itself, made for it.</param>
    /// <param name="requestToken">The request; null when it carries no idempotency key.</param>
    public static NewKey KeyOf(NewKeyBody body, string secret, string? requestToken)
    {
        var problems = new Problems();
        var (limits, budgets) = Allowances(ref problems, body);
        return new NewKey
        {
            Hash = ApiKey.Hash(secret),
            Hint = ApiKey.Hint(secret),
            Role = WireName<KeyRole>.TryParse(body.Role!, out var role) ? role : throw new ArgumentException("The body was not checked.", nameof(body)),
            Name = body.Name,
            UserId = body.UserId,
            AgentId = body.AgentId,
            ExpiresAt = body.ExpiresAt?.ToUniversalTime(),
            RequestToken = requestToken,
            Limits = limits,
            Budgets = budgets,
        };
    }

    /// <summary>How long the old key goes on working.</summary>
    public static TimeSpan Grace(RotationBody body)
    {
        var problems = new Problems();
        FieldRules.Range(ref problems, "graceSeconds", body.GraceSeconds, 0, MaxGraceSeconds);
        problems.ThrowIfAny();
        return TimeSpan.FromSeconds(body.GraceSeconds ?? 0);
    }

    /// <summary>The id of a key as a path names it.</summary>
    public static string Id(string keyId) => IdRules.IsName(keyId) ? keyId : throw Errors.RequestFailures.KeyNotFound(keyId);

    private static (RateLimits? Limits, Budget[]? Budgets) Allowances(ref Problems problems, NewKeyBody body) =>
        (RateLimitsRules.Checked(ref problems, "limits", body.Limits), BudgetRules.Checked(ref problems, "budgets", body.Budgets));
}
