using Platform.Contracts.Keys;

namespace Platform.Api.Requests;

/// <summary>What a request must do alike whenever it is sent again.</summary>
/// <param name="token">What the changed object knows the request by; null when the request carries no idempotency key.</param>
/// <param name="proposal">What was proposed when it was sent first.</param>
/// <param name="secrets">What follows from the caller's key; null when the request carries no idempotency key.</param>
internal sealed class RequestTicket(string? token, string? proposal, RequestSecrets? secrets)
{
    /// <summary>What the changed object knows the request by; null when the request carries no idempotency key.</summary>
    public string? Token => token;

    /// <summary>What was proposed when the request was sent first, such as the id of what it creates.</summary>
    public string? Proposal => proposal;

    /// <summary>An API key for a tenant: a random one, or the one that this request has made or would have made before.</summary>
    public string NewApiKey(string tenantId) => secrets?.NewApiKey(tenantId) ?? ApiKey.Generate(tenantId);
}
