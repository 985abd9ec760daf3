using Platform.Contracts.Usage;

namespace Platform.Silo.Usage;

/// <summary>One turn as the ledger takes it.</summary>
internal sealed record Charge
{
    /// <summary>In place of <see cref="After"/>: nobody knows what came before, or it does not matter any more.</summary>
    public const long AfterAnything = -1;

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The day it belongs to (UTC): when the turn was stored.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What it adds.</summary>
    public required UsageFigures Figures { get; init; }

    /// <summary>The end user; null: nobody in particular.</summary>
    public string? UserId { get; init; }

    /// <summary>The agent; null: none.</summary>
    public string? AgentId { get; init; }

    /// <summary>The account of the API key; null: not known.</summary>
    public string? KeyId { get; init; }

    /// <summary>The model that answered; null for a failed turn.</summary>
    public string? Model { get; init; }

    /// <summary>The grain key of the session that the turn is stored in; null when it is not stored.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The number of the turn's last message: what tells the turns of a session apart.</summary>
    public long Seq { get; init; }

    /// <summary>The same of the turn before it in the session and the month; 0 when there is none.</summary>
    public long After { get; init; } = AfterAnything;

    /// <summary>The reservation of budget that ends with it; null: none.</summary>
    public string? Reservation { get; init; }
}
