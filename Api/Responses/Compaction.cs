using System.Text;
using Platform.Api.Items;
using Platform.Api.Json;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>Has a model say a conversation in short, so that it can go on with less to read.</summary>
internal static class Compaction
{
    private const int MaxTokens = 16_000;
    private const int MaxChunk = 25_000;

    private const string Task =
        "Summarise the conversation that follows, for yourself to go on with it later. Keep every fact, name, number, decision, open question "
        + "and result of a tool that may matter. Answer with the summary alone.";

    /// <summary>The turn that does it: the conversation is told to the model rather than held with it, or it would go on with it.</summary>
    /// <param name="turn">The turn with the conversation as its input.</param>
    public static TurnRequest Asked(TurnRequest turn) => turn with
    {
        Input = [.. Told(turn.Input).Select(static text => new ChatMessage(ChatRole.User, text))],
        Instructions = turn.Instructions is { } more ? $"{Task}\n{more}" : Task,
        Options = new GenerationOptions { MaxOutputTokens = MaxTokens, Tools = [] },
    };

    /// <summary>What the caller gets.</summary>
    /// <param name="part">The part of the ids behind their prefixes.</param>
    /// <param name="result">The model's answer.</param>
    public static CompactionView View(string part, TurnResult result) => new()
    {
        Id = "resp_" + part,
        CreatedAt = SortableId.TimeOf(part).ToUnixTimeSeconds(),
        Output = [StoredItems.Compaction("cmp_" + part, result.Message?.Message.Content ?? "")],
        Usage = ResponseUsageView.Of(result.Usage ?? new TokenUsage(0, 0)),
    };

    /// <summary>The conversation as texts that each fit into a message.</summary>
    private static IEnumerable<string> Told(ChatMessage[] messages)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            var line = Line(message);
            if (text.Length > 0 && text.Length + line.Length > MaxChunk)
            {
                yield return text.ToString();
                text.Clear();
            }

            // A surrogate pair that is cut apart would become two replacement characters.
            for (var rest = line; rest.Length > 0;)
            {
                var length = Math.Min(rest.Length, MaxChunk);
                if (length < rest.Length && char.IsHighSurrogate(rest[length - 1]))
                    length--;
                text.Append(rest, 0, length);
                rest = rest[length..];
                if (rest.Length == 0)
                    break;
                yield return text.ToString();
                text.Clear();
            }
        }

        yield return text.ToString();
    }

    private static string Line(ChatMessage message)
    {
        var line = new StringBuilder();
        if (message.Content.Length > 0)
            line.Append(WireName<ChatRole>.Of(message.Role)).Append(message.ToolCallId is { } id ? $" {id}" : "").Append(": ").Append(message.Content).Append('\n');
        foreach (var call in message.ToolCalls ?? [])
            line.Append($"assistant calls {call.Name} as {call.Id} with {call.Arguments}\n");
        return line.ToString();
    }
}
