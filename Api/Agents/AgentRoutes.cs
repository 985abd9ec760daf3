using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Agents;

/// <summary>Agents, for a tenant's owner.</summary>
internal static class AgentRoutes
{
    /// <summary>Maps <c>/v1/agents</c>.</summary>
    public static void MapAgents(this IEndpointRouteBuilder routes)
    {
        var agents = routes.MapGroup("/v1/agents").RequireAccess(Access.Owner).WithTags("Agents");
        agents.MapGet("", List).WithSummary("Lists the agents by id, each in its active version");
        agents.MapPut("{id}", Put).WithSummary("Creates an agent, or stores a new version and makes it the active one");
        agents.MapGet("{id}", Get).WithSummary("An agent in its active version");
        agents.MapDelete("{id}", Delete).WithSummary("Erases an agent with its versions");
        agents.MapGet("{id}/versions", Versions).WithSummary("Lists an agent's versions, newest first");
        agents.MapPost("{id}/versions/{version}/activate", Activate).WithSummary("Makes a stored version the active one");
    }

    private static async Task<JsonAnswer<ListView<AgentView>>> List(PageQuery page, Caller caller, IClusterClient cluster)
    {
        var agents = await cluster.GetGrain<ITenantGrain>(GrainKey.ForTenant(caller.TenantId)).ListAgents(page.Request);
        return new(ListView<AgentView>.Of(agents, AgentView.Of));
    }

    private static async Task<JsonAnswer<AgentView>> Put(string id, JsonBody<AgentBody> body, Caller caller, IClusterClient cluster)
    {
        var agent = AgentRules.Reach(cluster, caller, id);
        return new(AgentView.Of(await agent.Put(await AgentRules.Checked(body.Value, caller, cluster))));
    }

    private static async Task<JsonAnswer<AgentView>> Get(string id, Caller caller, IClusterClient cluster)
    {
        var agent = await AgentRules.Reach(cluster, caller, id).Get() ?? throw RequestFailures.AgentNotFound(id);
        return new(AgentView.Of(agent));
    }

    private static async Task<NoContent> Delete(string id, Caller caller, IClusterClient cluster) =>
        await AgentRules.Reach(cluster, caller, id).Delete() ? TypedResults.NoContent() : throw RequestFailures.AgentNotFound(id);

    private static async Task<JsonAnswer<ListView<AgentView>>> Versions(string id, PageQuery page, Caller caller, IClusterClient cluster)
    {
        var versions = await AgentRules.Reach(cluster, caller, id).Versions(page.Request) ?? throw RequestFailures.AgentNotFound(id);
        return new(ListView<AgentView>.Of(versions, AgentView.Of));
    }

    private static Task<OnceAnswer<JsonAnswer<AgentView>>> Activate(
        string id, string version, ChangingRequest request, Caller caller, IClusterClient cluster)
    {
        var agent = AgentRules.Reach(cluster, caller, id);
        if (!int.TryParse(version, System.Globalization.NumberStyles.None, null, out var number))
            throw RequestFailures.AgentNotFound($"{id}, version {version}");
        return request.Once(null, async ticket => new JsonAnswer<AgentView>(AgentView.Of(await agent.Activate(number, ticket.Token))));
    }
}
