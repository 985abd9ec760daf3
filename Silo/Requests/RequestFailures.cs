using Platform.Contracts.Errors;

namespace Platform.Silo.Requests;

/// <summary>What callers are told about requests on record, in one place.</summary>
internal static class RequestFailures
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public static PlatformException KeyReused() =>
        new(ErrorCode.IdempotencyConflict, "This Idempotency-Key was used with another request. Use a new key for a new request.");

    public static PlatformException Erased(bool withUser) => new(
        withUser ? ErrorCode.UserNotFound : ErrorCode.TenantNotFound,
        $"What this request changed has been erased with its {(withUser ? "user" : "tenant")}. Use a new Idempotency-Key for a new request.");

    public static PlatformException TenantNotFound(string tenantId) =>
        new(ErrorCode.TenantNotFound, $"There is no tenant '{tenantId}'.");

    public static PlatformException TenantSuspended() =>
        new(ErrorCode.TenantSuspended, "The tenant is suspended. Ask the platform's operator.");

    public static PlatformException TooMany(int limit) => new(
        ErrorCode.RateLimited,
        $"The tenant has {limit} requests with an Idempotency-Key on record. Wait until some end, or send the request without a key.",
        retryAfter: Pause);
}
