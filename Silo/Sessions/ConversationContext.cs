using System.Collections;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>
/// What a model is given: instructions, the kept turns, the new input. A view: it copies nothing, so a turn does not cost
/// more in a long session, and messages are decoded when they are read.
/// </summary>
/// <param name="instructions">The agent's system message; null when it has none.</param>
/// <param name="log">The session's turns, which do not change while the view is used; null for a stateless turn.</param>
/// <param name="input">What this turn adds.</param>
internal sealed class ConversationContext(ChatMessage? instructions, TurnLog? log, ChatMessage[] input) : IReadOnlyList<ChatMessage>
{
    private readonly int _first = instructions is null ? 0 : 1;
    private readonly int _stored = log?.ContextCount ?? 0;
    private int _decodedEntry = -1;
    private ChatMessage[] _decoded = [];

    public int Count => _first + _stored + input.Length;

    public ChatMessage this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            if (index < _first)
                return instructions!;
            index -= _first;
            if (index >= _stored)
                return input[index - _stored];
            var (entry, message) = log!.FindContext(index);
            if (entry != _decodedEntry)
                (_decodedEntry, _decoded) = (entry, log.Decode(entry).Messages);
            return _decoded[message];
        }
    }

    public IEnumerator<ChatMessage> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
