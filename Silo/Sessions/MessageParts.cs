using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>
/// Takes messages apart: an assistant's texts and each of its calls can go by themselves, and the other calls keep their places.
/// Two texts that only the call between them kept apart become one.
/// </summary>
internal static class MessageParts
{
    /// <summary>Takes a part out of a message. False when it has no such part.</summary>
    /// <param name="message">The message.</param>
    /// <param name="call">The place of a call; null: a text, which is all of a message without calls.</param>
    /// <param name="text">The <see cref="MessagePart.Place"/> of the text.</param>
    /// <param name="rest">The message without it; null when that was all.</param>
    public static bool TryTake(ChatMessage message, int? call, int text, out ChatMessage? rest)
    {
        var parts = MessagePart.Of(message);
        var index = parts.FindIndex(part => call is null ? part.Call is null && part.Place == text : part.Call is not null && part.Place == call);
        if (index < 0)
        {
            rest = message;
            return false;
        }

        var taken = parts[index];
        parts.RemoveAt(index);
        rest = parts.Count == 0 ? null : With(message, message.Content.Remove(taken.Start, taken.End - taken.Start), parts, taken);
        return true;
    }

    private static ChatMessage With(ChatMessage message, string content, List<MessagePart> parts, MessagePart taken)
    {
        var calls = parts.Where(static part => part.Call is not null).Select((part, index) => part.Call! with
        {
            Place = part.Place == index ? null : part.Place,
            TextBefore = Before(part) is var before && before < content.Length ? before : null,
        }).ToArray();
        return message with { Content = content, ToolCalls = calls.Length == 0 ? null : calls };

        int Before(MessagePart part) => part.Start < taken.End ? part.Start : part.Start - (taken.End - taken.Start);
    }
}
