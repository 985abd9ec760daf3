using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Paging;

namespace Platform.Api.Providers;

/// <summary>Tenants' own keys of model providers, for the tenant's owner and the operator. No answer ever holds a key.</summary>
internal static class ProviderRoutes
{
    /// <summary>Maps <c>/v1/providers</c> and <c>/admin/tenants/{id}/providers</c>.</summary>
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        const string Set = "Sets the tenant's own key of a model provider, which its turns use within a second";
        const string List = "Lists the tenant's own keys of model providers, without the keys themselves";
        const string Get = "The tenant's own key of a model provider, without the key itself";
        const string Delete = "Erases the tenant's own key of a model provider; its turns use the operator's again, if there is one";
        var own = routes.MapGroup("/v1/providers").RequireAccess(Access.Owner).WithTags("Providers");
        own.MapGet("", static (Caller caller, IClusterClient cluster) => ListOf(caller.TenantId, cluster)).WithSummary(List);
        own.MapPut("{**name}", static (string name, JsonBody<ProviderBody> body, Caller caller, IClusterClient cluster) => PutOf(caller.TenantId, name, body, cluster)).WithSummary(Set);
        own.MapGet("{**name}", static (string name, Caller caller, IClusterClient cluster) => GetOf(caller.TenantId, name, cluster)).WithSummary(Get);
        own.MapDelete("{**name}", static (string name, Caller caller, IClusterClient cluster) => DeleteOf(caller.TenantId, name, cluster)).WithSummary(Delete);
        var any = routes.MapGroup("/admin/tenants/{id}/providers").RequireAccess(Access.Admin).WithTags("Providers");
        any.MapGet("", ListOf).WithSummary(List);
        any.MapPut("{**name}", PutOf).WithSummary(Set);
        any.MapGet("{**name}", GetOf).WithSummary(Get);
        any.MapDelete("{**name}", DeleteOf).WithSummary(Delete);
    }

    private static async Task<JsonAnswer<ListView<ProviderView>>> ListOf(string id, IClusterClient cluster) =>
        new(new ListView<ProviderView>(Array.ConvertAll(await ProviderRules.Reach(cluster, id).List(), ProviderView.Of), null));

    private static async Task<JsonAnswer<ProviderView>> PutOf(string id, string name, JsonBody<ProviderBody> body, IClusterClient cluster) =>
        new(ProviderView.Of(await ProviderRules.Reach(cluster, id).Put(ProviderRules.Name(name), ProviderRules.Checked(body.Value))));

    private static async Task<JsonAnswer<ProviderView>> GetOf(string id, string name, IClusterClient cluster) =>
        new(ProviderView.Of(await ProviderRules.Reach(cluster, id).Get(ProviderRules.Name(name)) ?? throw ProviderRules.NotFound(name)));

    private static async Task<NoContent> DeleteOf(string id, string name, IClusterClient cluster) =>
        await ProviderRules.Reach(cluster, id).Delete(ProviderRules.Name(name)) ? TypedResults.NoContent() : throw ProviderRules.NotFound(name);
}
