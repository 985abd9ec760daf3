using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Tenants;
using Platform.Contracts.Keys;
using Platform.Contracts.Usage;

namespace Platform.Api.Budgets;

/// <summary>How budgets stand.</summary>
internal static class BudgetRoutes
{
    private const string UserHint = "The budgets of this user beside those of the tenant and its keys.";

    /// <summary>Maps <c>/v1/budgets</c> and <c>/admin/tenants/{id}/budgets</c>.</summary>
    public static void MapBudgets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/budgets", GetOwn).RequireAccess(Access.Owner).WithTags("Usage")
            .WithSummary("How the tenant's budgets stand").WithMetadata(new QueryParameterMetadata("userId", UserHint));
        routes.MapGet("/admin/tenants/{id}/budgets", Get).RequireAccess(Access.Admin).WithTags("Usage")
            .WithSummary("How a tenant's budgets stand").WithMetadata(new QueryParameterMetadata("userId", UserHint));
    }

    private static Task<JsonAnswer<ListView<BudgetStatusView>>> GetOwn(HttpRequest request, Caller caller, IClusterClient cluster) =>
        List(cluster, caller.TenantId, request);

    private static Task<JsonAnswer<ListView<BudgetStatusView>>> Get(string id, HttpRequest request, IClusterClient cluster)
    {
        TenantRules.Reach(cluster, id);
        return List(cluster, id, request);
    }

    private static async Task<JsonAnswer<ListView<BudgetStatusView>>> List(IClusterClient cluster, string tenantId, HttpRequest request)
    {
        var budgets = await cluster.GetGrain<IUsageGrain>(GrainKey.ForTenant(tenantId)).Budgets(QueryText.UserId(request.Query));
        return new(new ListView<BudgetStatusView>(Array.ConvertAll(budgets, BudgetStatusView.Of), null));
    }
}
