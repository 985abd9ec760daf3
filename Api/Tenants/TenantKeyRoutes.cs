using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>API keys of a tenant. A secret is made here and shown once; grains and the store only see its hash.</summary>
internal static class TenantKeyRoutes
{
    /// <summary>Maps <c>/admin/tenants/{id}/keys</c>.</summary>
    public static void MapTenantKeys(this IEndpointRouteBuilder tenants)
    {
        tenants.MapPost("{id}/keys", Create).WithSummary("Creates an API key; the answer shows it, once");
        tenants.MapGet("{id}/keys", List).WithSummary("Lists the API keys, newest first, without their secrets");
        tenants.MapPost("{id}/keys/{keyId}/rotate", Rotate).WithSummary("Replaces an API key; the old one may go on working for a while");
        tenants.MapPatch("{id}/keys/{keyId}", Update).WithSummary("Changes an API key's name, limits and budgets, blocks or unblocks it, within a second");
        tenants.MapDelete("{id}/keys/{keyId}", Revoke).WithSummary("Revokes an API key, within a second");
    }

    private static Task<OnceAnswer<CreatedAnswer<KeyView>>> Create(
        string id, JsonBody<NewKeyBody> body, ChangingRequest request, IClusterClient cluster, TimeProvider time)
    {
        var tenant = TenantRules.Reach(cluster, id);
        return request.Concerning(body.Value.UserId).Once(body.Hash, Check, Change, about: id);

        Task<string?> Check()
        {
            KeyRules.Check(id, body.Value, time);
            return Task.FromResult<string?>(null);
        }

        async Task<CreatedAnswer<KeyView>> Change(RequestTicket ticket)
        {
            var secret = ticket.NewApiKey(id);
            return Created(id, await tenant.CreateKey(KeyRules.KeyOf(body.Value, secret, ticket.Token)), secret);
        }
    }

    private static async Task<JsonAnswer<ListView<KeyView>>> List(string id, PageQuery page, IClusterClient cluster)
    {
        var keys = await TenantRules.Reach(cluster, id).ListKeys(page.Request);
        return new(ListView<KeyView>.Of(keys, KeyView.Of));
    }

    private static Task<OnceAnswer<CreatedAnswer<KeyView>>> Rotate(
        string id, string keyId, OptionalJsonBody<RotationBody> body, ChangingRequest request, IClusterClient cluster)
    {
        var (tenant, oldId, grace) = (TenantRules.Reach(cluster, id), KeyRules.Id(keyId), KeyRules.Grace(body.Value));
        return request.Once(body.Hash, about: id, change: async ticket =>
        {
            var secret = ticket.NewApiKey(id);
            return Created(id, await tenant.RotateKey(oldId, ApiKey.Hash(secret), ApiKey.Hint(secret), grace, ticket.Token), secret);
        });
    }

    private static async Task<JsonAnswer<KeyView>> Update(string id, string keyId, JsonBody<KeyChangesBody> body, IClusterClient cluster)
    {
        var tenant = TenantRules.Reach(cluster, id);
        return new(KeyView.Of(await tenant.UpdateKey(KeyRules.Id(keyId), KeyRules.Checked(body.Value))));
    }

    private static async Task<NoContent> Revoke(string id, string keyId, IClusterClient cluster) =>
        await TenantRules.Reach(cluster, id).RevokeKey(KeyRules.Id(keyId)) ? TypedResults.NoContent() : throw RequestFailures.KeyNotFound(keyId);

    private static CreatedAnswer<KeyView> Created(string id, KeyInfo key, string secret) =>
        new(KeyView.Of(key, secret), $"/admin/tenants/{id}/keys/{key.Id}");
}
