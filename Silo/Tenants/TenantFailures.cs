using Platform.Contracts.Errors;

namespace Platform.Silo.Tenants;

/// <summary>What callers of a tenant are told, in one place.</summary>
internal static class TenantFailures
{
    public static PlatformException NotFound(string tenantId) =>
        new(ErrorCode.TenantNotFound, $"There is no tenant '{tenantId}'. Create it first, or check its id.");

    public static PlatformException AlreadyExists(string tenantId) =>
        new(ErrorCode.AlreadyExists, $"There is a tenant '{tenantId}' already. Choose another id.");

    public static PlatformException KeyNotFound(string keyId) =>
        new(ErrorCode.KeyNotFound, $"The tenant has no key '{keyId}'. List its keys.");

    public static PlatformException KeyGone() =>
        new(ErrorCode.KeyNotFound, "The key that this request made has been revoked since. Use a new Idempotency-Key to make another one.");

    public static PlatformException KeyExists() =>
        new(ErrorCode.AlreadyExists, "The tenant has this key already. Generate another one.");

    public static PlatformException TooManyKeys(int limit) =>
        new(ErrorCode.InvalidValue, $"A tenant may have {limit} keys. Revoke some first.");

    public static PlatformException Contended(string tenantId, TimeSpan retryAfter) =>
        new(ErrorCode.Overloaded, $"Tenant '{tenantId}' is being changed by others. Try again shortly.", retryAfter: retryAfter);
}
