using Platform.Contracts.Requests;

namespace Platform.Silo.Requests;

/// <summary>A request as it is stored.</summary>
internal sealed record RequestRecord
{
    /// <summary>SHA-256 of method, path and body.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What the changed object knows it by.</summary>
    public required string Token { get; init; }

    /// <summary>When it was claimed (UTC).</summary>
    public DateTimeOffset ClaimedAt { get; init; }

    /// <summary>What else its repetitions do alike.</summary>
    public string? Proposal { get; init; }

    /// <summary>The first answer; null as long as there is none.</summary>
    public RequestAnswer? Answer { get; init; }

    /// <summary>
    /// Whether what it changed was erased with its tenant or user. Without its record a repetition would create the tenant or
    /// the user's session once more. Of a tenant only a request of another one, the operator's, outlives the erasure.
    /// </summary>
    public bool IsErased { get; init; }

    /// <summary>Whether that was a user's erasure.</summary>
    public bool IsOfErasedUser { get; init; }
}
