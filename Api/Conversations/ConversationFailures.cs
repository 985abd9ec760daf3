using Platform.Api.Errors;
using Platform.Contracts.Errors;

namespace Platform.Api.Conversations;

/// <summary>Failures in the terms of this wire format.</summary>
internal static class ConversationFailures
{
    /// <summary>No conversation of the caller has this id.</summary>
    public static PlatformException NotFound(string id) => new(
        ErrorCode.ConversationNotFound, $"There is no conversation '{RequestFailures.Shown(id)}'. It was never created, was deleted, or has expired.");

    /// <summary>No item of the conversation has this id.</summary>
    public static PlatformException ItemNotFound(string id) =>
        new(ErrorCode.ItemNotFound, $"There is no item '{RequestFailures.Shown(id)}' in this conversation.");

    /// <summary>A failure of a session as the caller of a conversation is told it.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="id">The conversation that the path names.</param>
    public static PlatformException Of(PlatformException error, string? id) => error.Code switch
    {
        ErrorCode.SessionNotFound when id is not null => NotFound(id),
        _ when error.Param is "content" or "messages" => (error.ToFailure() with { Param = "items" }).ToException(),
        _ => error,
    };
}
