using Platform.Api.Errors;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Providers;

namespace Platform.Api.Providers;

/// <summary>What bodies and paths of providers must be like.</summary>
internal static class ProviderRules
{
    private const int MaxNameLength = 64;

    /// <summary>The keys of a tenant.</summary>
    public static IProviderKeysGrain Reach(IClusterClient cluster, string tenantId) => IdRules.IsTenant(tenantId)
        ? cluster.GetGrain<IProviderKeysGrain>(GrainKey.ForTenant(tenantId))
        : throw RequestFailures.TenantNotFound(tenantId);

    /// <summary>The provider that a path names: <c>compatible/server</c> works as it stands and with an encoded slash.</summary>
    public static string Name(string routeValue)
    {
        var name = routeValue.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return name.Length is > 0 and <= MaxNameLength ? name : throw NotFound(name);
    }

    /// <summary>The key to set.</summary>
    public static NewProviderKey Checked(ProviderBody body)
    {
        var problems = new Problems();
        if (body.ApiKey is null)
            problems.Missing("apiKey");
        else if (body.ApiKey.Length is 0 or > NewProviderKey.MaxKeyLength || body.ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            problems.Invalid("apiKey", $"must be 1 to {NewProviderKey.MaxKeyLength} printable ASCII characters without spaces");
        if (body.BaseUrl?.Length is 0 or > NewProviderKey.MaxBaseUrlLength)
            problems.Invalid("baseUrl", $"must be 1 to {NewProviderKey.MaxBaseUrlLength} characters");
        problems.ThrowIfAny();
        return new NewProviderKey(body.ApiKey!, body.BaseUrl);
    }

    /// <summary>The tenant has no key for the provider.</summary>
    public static PlatformException NotFound(string name) =>
        new(ErrorCode.ProviderNotFound, $"The tenant has no key of its own for the provider '{RequestFailures.Shown(name)}'.");
}
