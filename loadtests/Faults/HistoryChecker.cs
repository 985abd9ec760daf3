namespace Platform.LoadTests.Faults;

/// <summary>
/// Compares what clients were told with what a session holds afterwards. Expects one client per session that sends a turn
/// again under the same idempotency key until it is acknowledged and only then sends the next, and the echo model's answers.
/// </summary>
internal static class HistoryChecker
{
    private const string AnswerStart = "echo: ";

    /// <summary>Every breach in one session; none when the session is sound.</summary>
    /// <param name="session">The session's id, for the messages.</param>
    /// <param name="sent">What the client sent, in its order.</param>
    /// <param name="stored">The whole history, in the platform's order.</param>
    public static IReadOnlyList<Violation> Check(string session, IReadOnlyList<SentTurn> sent, IReadOnlyList<StoredLine> stored)
    {
        var found = new List<Violation>();
        var order = sent.Select((turn, index) => (turn.Content, index)).ToDictionary(pair => pair.Content, pair => pair.index, StringComparer.Ordinal);
        var answers = new Dictionary<string, long>(StringComparer.Ordinal);
        var lastIndex = -1;
        var lastSeq = 0L;

        for (var at = 0; at < stored.Count; at++)
        {
            var line = stored[at];
            if (line.Seq <= lastSeq)
                Add(ViolationKind.Misnumbered, $"message {line.Seq} stands behind message {lastSeq}");
            lastSeq = Math.Max(lastSeq, line.Seq);

            if (line.Role == "assistant")
            {
                if (at == 0 || stored[at - 1].Role != "user" || line.Content != AnswerStart + stored[at - 1].Content)
                    Add(ViolationKind.Torn, $"answer {line.Seq} '{line.Content}' does not follow its message");
                else
                    answers.TryAdd(stored[at - 1].Content, line.Seq);
                continue;
            }

            if (!order.TryGetValue(line.Content, out var index))
            {
                Add(ViolationKind.Foreign, $"message {line.Seq} '{line.Content}' was never sent here");
                continue;
            }

            // A turn whose silo was lost may show as interrupted, without an answer; its repetition is another message.
            if (line.Status == "interrupted")
                continue;
            var answered = at + 1 < stored.Count && stored[at + 1].Role == "assistant";
            if (!answered)
                Add(ViolationKind.Torn, $"message {line.Seq} '{line.Content}' has no answer");
            if (answers.ContainsKey(line.Content))
                Add(ViolationKind.Doubled, $"'{line.Content}' is stored again as message {line.Seq}");
            else if (index < lastIndex)
                Add(ViolationKind.Reordered, $"'{line.Content}' stands behind '{sent[lastIndex].Content}'");
            lastIndex = Math.Max(lastIndex, index);
        }

        foreach (var turn in sent.Where(turn => turn.Acknowledged))
        {
            if (!answers.TryGetValue(turn.Content, out var seq))
                Add(ViolationKind.Lost, $"'{turn.Content}' was acknowledged as message {turn.Seq} and is not stored");
            else if (seq != turn.Seq)
                Add(ViolationKind.Misnumbered, $"'{turn.Content}' was acknowledged as message {turn.Seq} and is message {seq}");
        }

        return found;

        void Add(ViolationKind kind, string detail) => found.Add(new Violation(kind, session, detail));
    }
}
