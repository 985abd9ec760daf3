namespace Platform.Contracts.Sessions;

/// <summary>
/// A part of a message: one of its calls, or a text. Nearly every message has its text in front of its calls; a model may also
/// write between and behind them.
/// </summary>
/// <param name="Call">The call; null for a text.</param>
/// <param name="Start">Where in the message's content the text begins; of a call, where it stands.</param>
/// <param name="End">Where the text ends.</param>
/// <param name="Place">
/// Of a call its place among the message's calls. Of a text 0 when it is in front of all calls, else one more than the place of
/// the call before it.
/// </param>
public readonly record struct MessagePart(ToolCall? Call, int Start, int End, int Place)
{
    /// <summary>The parts of a message in their order. A message that says nothing has one empty text.</summary>
    public static List<MessagePart> Of(ChatMessage message)
    {
        var calls = message.ToolCalls ?? [];
        var parts = new List<MessagePart>(calls.Length + 1);
        var (start, place) = (0, 0);
        for (var index = 0; index < calls.Length; index++)
        {
            var end = Math.Clamp(calls[index].TextBefore ?? message.Content.Length, start, message.Content.Length);
            if (end > start)
                parts.Add(new MessagePart(null, start, end, place));
            var own = calls[index].Place ?? index;
            parts.Add(new MessagePart(calls[index], end, end, own));
            (start, place) = (end, own + 1);
        }

        if (start < message.Content.Length || calls.Length == 0)
            parts.Add(new MessagePart(null, start, message.Content.Length, place));
        return parts;
    }

    /// <summary>The text.</summary>
    /// <param name="message">The message that this is a part of.</param>
    public string TextIn(ChatMessage message) =>
        Start == 0 && End == message.Content.Length ? message.Content : message.Content[Start..End];
}
