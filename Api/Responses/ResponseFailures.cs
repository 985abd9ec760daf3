using Platform.Api.Errors;
using Platform.Contracts.Errors;

namespace Platform.Api.Responses;

/// <summary>Failures in the terms of this wire format: its objects, and its names of fields.</summary>
internal static class ResponseFailures
{
    /// <summary>No response of the caller has this id.</summary>
    public static PlatformException NotFound(string id) => new(
        ErrorCode.ResponseNotFound, $"There is no response '{RequestFailures.Shown(id)}'. It was never stored, was deleted, or its session has expired.");

    /// <summary>The response to follow is not there.</summary>
    public static PlatformException PreviousNotFound(string id) => new(
        ErrorCode.PreviousResponseNotFound,
        $"There is no response '{RequestFailures.Shown(id)}' to follow. Send the whole conversation as 'input' instead.",
        "previous_response_id");

    /// <summary>The response to follow is still being made.</summary>
    public static PlatformException PreviousInProgress(string id) => new(
        ErrorCode.SessionBusy, $"The response '{RequestFailures.Shown(id)}' is still in progress. Follow it once it is completed.", "previous_response_id");

    /// <summary>No conversation of the caller has this id.</summary>
    public static PlatformException ConversationNotFound(string id) => new(
        ErrorCode.ConversationNotFound, $"There is no conversation '{RequestFailures.Shown(id)}'.", "conversation");

    /// <summary>What an item refers to is not there.</summary>
    public static PlatformException ItemNotFound(string param, string id) => new(
        ErrorCode.ItemNotFound, $"There is no item '{RequestFailures.Shown(id)}'. Send the item itself.", param);

    /// <summary>A failure of a turn as the caller of a response is told it.</summary>
    public static PlatformException Of(PlatformException error, ResponseCall call) => error.Code switch
    {
        ErrorCode.SessionNotFound when call.PreviousText is { } previous => PreviousNotFound(previous),
        ErrorCode.SessionNotFound when call.Terms.Conversation is { } conversation => ConversationNotFound(conversation),
        ErrorCode.AgentNotFound => RequestFailures.ModelNotFound(call.Terms.Model),
        _ when InTerms(error.ToFailure()) is { } failure && failure.Param != error.Param => failure.ToException(),
        _ => error,
    };

    /// <summary>The same failure with the name that its field has here.</summary>
    public static Failure InTerms(Failure failure) => failure.Param switch
    {
        "content" or "messages" => failure with { Param = "input" },
        "agentId" => failure with { Param = "model" },
        "response_format" => failure with { Param = "text.format" },
        _ => failure,
    };
}
