using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>Takes messages apart: an assistant's text and each of its calls can go by themselves, and the other calls keep their places.</summary>
internal static class MessageParts
{
    /// <summary>Takes a part out of a message. False when it has no such part.</summary>
    /// <param name="message">The message.</param>
    /// <param name="call">The place of a call; null: the text, which is all of a message without calls.</param>
    /// <param name="rest">The message without it; null when that was all.</param>
    public static bool TryTake(ChatMessage message, int? call, out ChatMessage? rest)
    {
        var calls = message.ToolCalls ?? [];
        if (call is null)
        {
            rest = calls.Length == 0 ? null : message with { Content = "" };
            return calls.Length == 0 || message.Content.Length > 0;
        }

        var others = calls.Select(static (other, place) => other with { Place = other.Place ?? place }).Where(other => other.Place != call).ToArray();
        rest = others.Length > 0 ? message with { ToolCalls = [.. others.Select(static (other, place) => other.Place == place ? other with { Place = null } : other)] }
            : message.Content.Length > 0 ? message with { ToolCalls = null }
            : null;
        return others.Length < calls.Length;
    }
}
