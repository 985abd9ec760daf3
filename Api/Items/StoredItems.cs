using Platform.Api.Json;
using Platform.Contracts.Sessions;

namespace Platform.Api.Items;

/// <summary>Shows stored messages as items.</summary>
internal static class StoredItems
{
    /// <summary>An item that is whole.</summary>
    public const string Completed = "completed";

    /// <summary>An item that broke off.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>An item that is being written.</summary>
    public const string InProgress = "in_progress";

    /// <summary>The items of a message: an assistant's text and each of its calls are items of their own.</summary>
    /// <param name="sessionId">The session; null when the message is stored nowhere.</param>
    /// <param name="stored">The message.</param>
    /// <param name="lastStatus">The status of the last of them; the others are whole.</param>
    public static IEnumerable<ItemView> Of(string? sessionId, StoredMessage stored, string lastStatus = Completed)
    {
        var message = stored.Message;
        if (message.Role == ChatRole.Tool)
        {
            yield return CallOutput(ItemId.Of(ItemKind.FunctionCallOutput, sessionId, stored), message);
            yield break;
        }

        var calls = message.ToolCalls ?? [];
        if (message.Content.Length > 0 || calls.Length == 0)
            yield return Message(ItemId.Of(ItemKind.Message, sessionId, stored), message, calls.Length == 0 ? lastStatus : Completed);
        for (var index = 0; index < calls.Length; index++)
            yield return Call(ItemId.Of(ItemKind.FunctionCall, sessionId, stored, calls[index].Place ?? index), calls[index], index == calls.Length - 1 ? lastStatus : Completed);
    }

    /// <summary>A message as an item.</summary>
    public static ItemView Message(ItemId id, ChatMessage message, string status) => new()
    {
        Type = "message",
        Id = id.ToString(),
        Status = status,
        Role = WireName<ChatRole>.Of(message.Role),
        Content = [message.Role == ChatRole.Assistant ? ItemContentView.Output(message.Content) : ItemContentView.Input(message.Content)],
    };

    /// <summary>A call as an item.</summary>
    public static ItemView Call(ItemId id, ToolCall call, string status) => new()
    {
        Type = "function_call",
        Id = id.ToString(),
        Status = status,
        CallId = call.Id,
        Name = call.Name,
        Arguments = call.Arguments,
    };

    private static ItemView CallOutput(ItemId id, ChatMessage message) => new()
    {
        Type = "function_call_output",
        Id = id.ToString(),
        Status = Completed,
        CallId = message.ToolCallId ?? "",
        Output = message.Content,
    };
}
