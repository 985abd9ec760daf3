using Platform.Contracts.Audit;

namespace Platform.Api.Audit;

/// <summary>What requests that were not admitted are told apart by.</summary>
/// <param name="TenantId">The tenant in whose log they are entered.</param>
/// <param name="Actor">The key; null: none that is known.</param>
/// <param name="Action">Method and route.</param>
/// <param name="Error">Why, as the wire names it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Address">Where they came from.</param>
internal readonly record struct RefusedRequest(string TenantId, AuditActor? Actor, string Action, string Error, int Status, string? Address)
{
    /// <summary>What stands for the action of requests that are too many to tell apart.</summary>
    public const string Various = "*";

    /// <summary>The same without what tells it apart from others of its tenant.</summary>
    public RefusedRequest Folded => new(TenantId, null, Various, Error, Status, null);
}
