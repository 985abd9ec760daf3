namespace Platform.Contracts.Sessions;

/// <summary>Where a turn stands.</summary>
[GenerateSerializer, Alias("TurnStatus")]
public enum TurnStatus
{
    /// <summary>It waits for an earlier turn of the session.</summary>
    Queued,

    /// <summary>The model is at work.</summary>
    InProgress,

    /// <summary>It is stored and was answered.</summary>
    Completed,

    /// <summary>It was stopped on request; what was produced until then is stored.</summary>
    Cancelled,

    /// <summary>The model failed; nothing is stored.</summary>
    Failed,

    /// <summary>Its silo was lost before it was stored; it can be sent again.</summary>
    Interrupted,
}
