using Microsoft.AspNetCore.Http.Features;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Contracts.Agents;
using Platform.Contracts.Keys;
using Platform.Contracts.Models;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;

namespace Platform.Api.Models;

/// <summary>What a request can name as its model: the catalogue, and the tenant's agents as <c>agent/ID</c>.</summary>
internal static class ModelRoutes
{
    /// <summary>The most agents in the list, which has no pages in this wire format.</summary>
    private const int MaxAgents = 1_000;

    private const int MaxModelLength = 256;

    /// <summary>Maps <c>/v1/models</c>.</summary>
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/v1/models").RequireAccess(Access.Chat).WithTags("Models");
        models.MapGet("", List).WithSummary("Lists the models and the tenant's agents");
        models.MapGet("{**id}", Get).WithSummary("A model, by the name a request would use");
    }

    private static async Task<JsonAnswer<ModelListView>> List(Caller caller, IClusterClient cluster)
    {
        var models = new List<ModelView>();
        if (caller.AgentId is null)
        {
            models.AddRange((await cluster.GetGrain<IModelCatalogGrain>(GrainKey.Singleton).List()).Select(ModelView.Of));
            await AddAgents(models, caller, cluster);
        }
        else if (await Agent(caller, cluster, caller.AgentId) is { } own)
        {
            models.Add(own);
        }

        return new(new ModelListView([.. models]));
    }

    private static async Task<JsonAnswer<ModelView>> Get(string id, HttpContext context, Caller caller, IClusterClient cluster)
    {
        var name = NameOf(id, context);
        var agentId = name.StartsWith(ModelView.AgentPrefix, StringComparison.Ordinal) ? name[ModelView.AgentPrefix.Length..] : null;
        var isHidden = caller.AgentId is not null && agentId != caller.AgentId;
        var model = isHidden || name.Length is 0 or > MaxModelLength ? null
            : agentId is not null ? await Agent(caller, cluster, agentId)
            : await cluster.GetGrain<IModelCatalogGrain>(GrainKey.Singleton).Find(name, caller.TenantId) is { } found ? ModelView.Of(found)
            : null;
        return new(model ?? throw RequestFailures.ModelNotFound(name));
    }

    /// <summary>
    /// The name as the client encoded it. The route's value will not do: in it the server has decoded every character but the
    /// slash, so that an encoded slash and an encoded "%2F" look alike.
    /// </summary>
    private static string NameOf(string routeValue, HttpContext context)
    {
        const string Route = "/v1/models/";
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var start = target.IndexOf(Route, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return routeValue;
        var name = target.AsSpan(start + Route.Length);
        var query = name.IndexOf('?');
        return Uri.UnescapeDataString(query < 0 ? name : name[..query]);
    }

    private static async Task<ModelView?> Agent(Caller caller, IClusterClient cluster, string agentId)
    {
        if (!IdRules.IsName(agentId))
            return null;
        var agent = await cluster.GetGrain<IAgentGrain>(GrainKey.ForAgent(caller.TenantId, agentId)).Get();
        return agent is null ? null : ModelView.Of(agent, caller.TenantId);
    }

    private static async Task AddAgents(List<ModelView> models, Caller caller, IClusterClient cluster)
    {
        var tenant = cluster.GetGrain<ITenantGrain>(GrainKey.ForTenant(caller.TenantId));
        var most = models.Count + MaxAgents;
        string? cursor = null;
        do
        {
            var page = await tenant.ListAgents(new PageRequest(PageRequest.MaxLimit, cursor));
            models.AddRange(page.Data.Select(agent => ModelView.Of(agent, caller.TenantId)));
            cursor = page.NextCursor;
        }
        while (cursor is not null && models.Count < most);
    }
}
