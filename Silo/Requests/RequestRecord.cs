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
    /// Whether what it changed was erased with its tenant. Only a request of another tenant, the operator's, outlives that:
    /// without its record a repetition would create the tenant once more.
    /// </summary>
    public bool IsErased { get; init; }
}
