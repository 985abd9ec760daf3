using Platform.Api.Items;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>Turns outcomes into response objects.</summary>
internal static class ResponseAnswer
{
    /// <summary>The response of a turn, wherever that stands.</summary>
    /// <param name="sessionId">The session; null when it is stored nowhere.</param>
    /// <param name="terms">What was asked for.</param>
    /// <param name="result">The turn.</param>
    public static ResponseView Of(string? sessionId, ResponseTerms terms, TurnResult result)
    {
        var status = ResponseStatus.Of(result);
        return Begun(sessionId, terms, result.TurnId) with
        {
            Status = status,
            CompletedAt = status == ResponseStatus.Completed ? result.Message?.CreatedAt.ToUnixTimeSeconds() : null,
            IncompleteDetails = ResponseStatus.ReasonOf(result) is { } reason ? new ResponseIncompleteView(reason) : null,
            Output = result.Message is { } message ? [.. StoredItems.Of(sessionId, message, ItemStatusOf(result))] : [],
            Error = status == ResponseStatus.Failed ? ResponseErrorView.Of(ResponseFailures.InTerms(FailureOf(result))) : null,
            Usage = result.Usage is { } usage ? ResponseUsageView.Of(usage) : null,
        };
    }

    /// <summary>The response of a turn that has begun.</summary>
    public static ResponseView Begun(string? sessionId, ResponseTerms terms, string turnId) =>
        ResponseView.Of(ResponseId.Of(turnId, sessionId), SortableId.TimeOf(turnId), ResponseStatus.InProgress, terms);

    /// <summary>The status of the last item of a turn's answer.</summary>
    public static string ItemStatusOf(TurnResult result) =>
        result.Status is TurnStatus.Queued or TurnStatus.InProgress ? StoredItems.InProgress
        : ResponseStatus.Of(result) == ResponseStatus.Completed ? StoredItems.Completed
        : StoredItems.Incomplete;

    /// <summary>What a turn failed of.</summary>
    private static Failure FailureOf(TurnResult result) => result.Error ?? (result.Status == TurnStatus.Interrupted
        ? new Failure(ErrorCode.Interrupted, "The silo that made the response was lost before it was stored. Ask again.")
        : TurnStreaming.UnknownFailure);
}
