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

    /// <summary>The items of a message: an assistant's texts and each of its calls are items of their own.</summary>
    /// <param name="sessionId">The session; null when the message is stored nowhere.</param>
    /// <param name="stored">The message.</param>
    /// <param name="lastStatus">The status of the last of them; the others are whole.</param>
    public static IEnumerable<ItemView> Of(string? sessionId, StoredMessage stored, string lastStatus = Completed)
    {
        var message = stored.Message;
        if (message.Role == ChatRole.Tool)
            return [CallOutput(ItemId.Of(ItemKind.FunctionCallOutput, sessionId, stored), message)];
        if (CompactedText.Of(message) is { } text)
            return [Compaction(ItemId.Of(ItemKind.Compaction, sessionId, stored).ToString(), text)];
        var parts = MessagePart.Of(message);
        return parts.Select((part, index) => Of(sessionId, stored, part, index == parts.Count - 1 ? lastStatus : Completed));
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

    /// <summary>What a conversation was compacted to, as an item.</summary>
    public static ItemView Compaction(string id, string text) => new() { Type = "compaction", Id = id, EncryptedContent = CompactedText.Seal(text) };

    private static ItemView Of(string? sessionId, StoredMessage stored, MessagePart part, string status) => part.Call is { } call
        ? Call(ItemId.Of(ItemKind.FunctionCall, sessionId, stored, part.Place), call, status)
        : Message(ItemId.Of(ItemKind.Message, sessionId, stored, part.Place), stored.Message with { Content = part.TextIn(stored.Message) }, status);

    private static ItemView CallOutput(ItemId id, ChatMessage message) => new()
    {
        Type = "function_call_output",
        Id = id.ToString(),
        Status = Completed,
        CallId = message.ToolCallId ?? "",
        Output = message.Content,
    };
}
