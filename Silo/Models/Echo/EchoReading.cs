using System.Globalization;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Echo;

/// <summary>What the echo model takes from a conversation.</summary>
/// <param name="Question">The last user message; empty when there is none.</param>
/// <param name="ToolResult">The last message, when it is the result of a tool.</param>
/// <param name="Messages">How many messages it was given, system and developer messages not counted; null when it does not say.</param>
/// <param name="InputTokens">The tokens it read.</param>
internal readonly record struct EchoReading(string Question, string? ToolResult, int? Messages, int InputTokens)
{
    /// <summary>Whether the conversation ends with the result of a tool.</summary>
    public bool EndsWithToolResult => ToolResult is not null;

    /// <summary>Reads a conversation, each message at most once; without counting only from the last question on.</summary>
    public static EchoReading Of(IReadOnlyList<ChatMessage> messages, bool count)
    {
        string? question = null;
        string? toolResult = null;
        var counted = 0;
        var tokens = 0;
        for (var i = messages.Count - 1; i >= 0 && (count || question is null); i--)
        {
            var message = messages[i];
            if (i == messages.Count - 1 && message.Role == ChatRole.Tool)
                toolResult = message.Content;
            if (question is null && message.Role == ChatRole.User)
                question = message.Content;
            if (message.Role is not (ChatRole.System or ChatRole.Developer))
                counted++;
            tokens += EchoTokens.Count(message.Content);
        }

        return new EchoReading(question ?? string.Empty, toolResult, count ? counted : null, tokens);
    }

    /// <summary>The text of the answer before any limit.</summary>
    public string Answer()
    {
        var text = ToolResult is null ? "echo: " + Question : $"echo: {Question} (the tool said: {ToolResult})";
        return Messages is not { } count ? text : string.Create(CultureInfo.InvariantCulture, $"{count} messages. {text}");
    }
}
