using OpenAI.Chat;
using Platform.Contracts.Sessions;
using ChatMessage = OpenAI.Chat.ChatMessage;

namespace Platform.Silo.Models.OpenAi;

/// <summary>Writes a conversation in OpenAI's terms.</summary>
internal static class OpenAiMessages
{
    /// <summary>
    /// The conversation. An assistant message that holds nothing, as an interrupted turn leaves it, is left out: providers refuse it.
    /// </summary>
    public static List<ChatMessage> From(IReadOnlyList<Contracts.Sessions.ChatMessage> messages)
    {
        var result = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            if (One(message) is { } written)
                result.Add(written);
        }

        return result;
    }

    private static ChatMessage? One(Contracts.Sessions.ChatMessage message) => message.Role switch
    {
        // OpenAI takes the one for the other, and most compatible servers know only the older role.
        ChatRole.System or ChatRole.Developer => new SystemChatMessage(message.Content) { ParticipantName = message.Name },
        ChatRole.User => new UserChatMessage(message.Content) { ParticipantName = message.Name },
        ChatRole.Tool => new ToolChatMessage(message.ToolCallId ?? string.Empty, message.Content),
        _ => Assistant(message),
    };

    private static AssistantChatMessage? Assistant(Contracts.Sessions.ChatMessage message)
    {
        if (message.ToolCalls is not { Length: > 0 } calls)
            return message.Content.Length == 0 ? null : new AssistantChatMessage(message.Content) { ParticipantName = message.Name };

        var written = new AssistantChatMessage(calls.Select(Call))
        {
            ParticipantName = message.Name,
        };
        if (message.Content.Length > 0)
            written.Content.Add(ChatMessageContentPart.CreateTextPart(message.Content));
        return written;
    }

    private static ChatToolCall Call(ToolCall call) => ChatToolCall.CreateFunctionToolCall(
        call.Id, call.Name, BinaryData.FromString(call.Arguments.Length == 0 ? "{}" : call.Arguments));
}
