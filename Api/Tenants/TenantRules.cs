using Platform.Api.Budgets;
using Platform.Api.Errors;
using Platform.Api.Limits;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>What a tenant's bodies and ids must be like.</summary>
internal static class TenantRules
{
    /// <summary>The fewest and the most messages kept per session.</summary>
    public const int MinMessages = TenantSettings.LeastMessages, MaxMessages = TenantSettings.MostMessages;

    /// <summary>The shortest and the longest expiry in hours.</summary>
    public const int MinTtlHours = TenantSettings.LeastTtlHours, MaxTtlHours = TenantSettings.MostTtlHours;

    /// <summary>A tenant to create.</summary>
    public static (string Id, NewTenant Tenant) Checked(NewTenantBody body)
    {
        var problems = new Problems();
        if (body.Id is null)
            problems.Missing("id");
        else if (!IdRules.IsTenant(body.Id))
            problems.Invalid("id", $"must be 1 to {IdRules.MaxTenantLength} lower-case letters, digits and '-', the first and last not '-'");
        else if (body.Id == ApiKey.AdminTenant)
            problems.Invalid("id", $"must not be '{ApiKey.AdminTenant}': that name is the platform's own");
        Check(ref problems, body.Name, body.MaxMessages, body.TtlHours, body.Weight);
        var tenant = new NewTenant
        {
            Name = body.Name,
            MaxMessages = body.MaxMessages,
            TtlHours = body.TtlHours,
            Limits = RateLimitsRules.Checked(ref problems, "limits", body.Limits),
            Budgets = BudgetRules.Checked(ref problems, "budgets", body.Budgets),
            UserBudgets = BudgetRules.Checked(ref problems, "userBudgets", body.UserBudgets),
            Weight = body.Weight,
        };
        problems.ThrowIfAny();
        return (body.Id!, tenant);
    }

    /// <summary>Changes to a tenant.</summary>
    public static TenantChanges Checked(TenantChangesBody body)
    {
        var problems = new Problems();
        Check(ref problems, body.Name, body.MaxMessages, body.TtlHours, body.Weight);
        var changes = new TenantChanges
        {
            Name = body.Name,
            MaxMessages = body.MaxMessages,
            TtlHours = body.TtlHours,
            Limits = RateLimitsRules.Checked(ref problems, "limits", body.Limits),
            Budgets = BudgetRules.Checked(ref problems, "budgets", body.Budgets),
            UserBudgets = BudgetRules.Checked(ref problems, "userBudgets", body.UserBudgets),
            Weight = body.Weight,
        };
        problems.ThrowIfAny();
        return changes;
    }

    /// <summary>The grain of the tenant that a path names.</summary>
    public static ITenantGrain Reach(IClusterClient cluster, string id) =>
        IdRules.IsTenant(id) ? cluster.GetGrain<ITenantGrain>(GrainKey.ForTenant(id)) : throw RequestFailures.TenantNotFound(id);

    /// <summary>The same, but not the platform's own tenant, whose loss would lock out every operator.</summary>
    public static ITenantGrain ReachOrdinary(IClusterClient cluster, string id) => id != ApiKey.AdminTenant
        ? Reach(cluster, id)
        : throw new PlatformException(ErrorCode.InvalidValue, $"The tenant '{id}' is the platform's own and cannot be suspended or deleted.", "id");

    private static void Check(ref Problems problems, string? name, int? maxMessages, int? ttlHours, int? weight)
    {
        FieldRules.Title(ref problems, "name", name);
        FieldRules.Range(ref problems, "maxMessages", maxMessages, MinMessages, MaxMessages);
        FieldRules.Range(ref problems, "ttlHours", ttlHours, MinTtlHours, MaxTtlHours);
        FieldRules.Range(ref problems, "weight", weight, TenantSettings.LeastWeight, TenantSettings.MostWeight);
    }
}
