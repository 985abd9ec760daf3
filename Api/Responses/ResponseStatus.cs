using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>The names of where a response stands.</summary>
internal static class ResponseStatus
{
    /// <summary>It is being made.</summary>
    public const string InProgress = "in_progress";

    /// <summary>It is whole.</summary>
    public const string Completed = "completed";

    /// <summary>It broke off at a limit.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>It failed.</summary>
    public const string Failed = "failed";

    private const string Queued = "queued";
    private const string Cancelled = "cancelled";

    /// <summary>Where a turn's response stands.</summary>
    public static string Of(TurnResult result) => result.Status switch
    {
        TurnStatus.Queued => Queued,
        TurnStatus.InProgress => InProgress,
        TurnStatus.Completed => ReasonOf(result) is null ? Completed : Incomplete,
        TurnStatus.Cancelled => Cancelled,
        _ => Failed,
    };

    /// <summary>Why a turn's response is incomplete; null when it is not.</summary>
    public static string? ReasonOf(TurnResult result) => result.FinishReason switch
    {
        FinishReason.Length => "max_output_tokens",
        FinishReason.ContentFilter => "content_filter",
        _ => null,
    };
}
