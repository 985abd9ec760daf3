using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Contracts.Keys;

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
        tenants.MapDelete("{id}/keys/{keyId}", Revoke).WithSummary("Revokes an API key, within a second");
    }

    private static async Task<CreatedAnswer<KeyView>> Create(string id, JsonBody<NewKeyBody> body, IClusterClient cluster, TimeProvider time)
    {
        var tenant = TenantRules.Reach(cluster, id);
        var secret = ApiKey.Generate(id);
        var key = await tenant.CreateKey(KeyRules.Checked(id, body.Value, secret, time));
        return new(KeyView.Of(key, secret), $"/admin/tenants/{id}/keys/{key.Id}");
    }

    private static async Task<JsonAnswer<ListView<KeyView>>> List(string id, PageQuery page, IClusterClient cluster)
    {
        var keys = await TenantRules.Reach(cluster, id).ListKeys(page.Request);
        return new(ListView<KeyView>.Of(keys, KeyView.Of));
    }

    private static async Task<CreatedAnswer<KeyView>> Rotate(string id, string keyId, OptionalJsonBody<RotationBody> body, IClusterClient cluster)
    {
        var tenant = TenantRules.Reach(cluster, id);
        var grace = KeyRules.Grace(body.Value);
        var secret = ApiKey.Generate(id);
        var key = await tenant.RotateKey(KeyRules.Id(keyId), ApiKey.Hash(secret), ApiKey.Hint(secret), grace);
        return new(KeyView.Of(key, secret), $"/admin/tenants/{id}/keys/{key.Id}");
    }

    private static async Task<NoContent> Revoke(string id, string keyId, IClusterClient cluster) =>
        await TenantRules.Reach(cluster, id).RevokeKey(KeyRules.Id(keyId)) ? TypedResults.NoContent() : throw RequestFailures.KeyNotFound(keyId);
}
