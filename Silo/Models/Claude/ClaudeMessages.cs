using System.Text.Json;
using Anthropic.Models.Messages;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Claude;

/// <summary>Writes a conversation in Anthropic's terms: instructions apart, tool results as parts of a user message.</summary>
internal static class ClaudeMessages
{
    private static readonly IReadOnlyDictionary<string, JsonElement> NoInput = new Dictionary<string, JsonElement>();

    /// <summary>The instructions as one text, null for none, and the other messages.</summary>
    public static (string? System, List<MessageParam> Messages) From(IReadOnlyList<ChatMessage> messages)
    {
        var system = new List<string>();
        var written = new List<MessageParam>(messages.Count);
        var results = new List<ContentBlockParam>();
        foreach (var message in messages)
        {
            // The results of calls that were made together have to come together.
            if (message.Role != ChatRole.Tool)
                Flush();
            switch (message.Role)
            {
                case ChatRole.System or ChatRole.Developer:
                    system.Add(message.Content);
                    break;
                case ChatRole.User:
                    written.Add(new UserMessageParam(message.Content));
                    break;
                case ChatRole.Tool:
                    results.Add(new ToolResultBlockParam(message.ToolCallId ?? string.Empty) { Content = message.Content });
                    break;
                default:
                    if (Assistant(message) is { } assistant)
                        written.Add(assistant);
                    break;
            }
        }

        Flush();
        return (system.Count == 0 ? null : string.Join("\n\n", system), written);

        void Flush()
        {
            if (results.Count == 0)
                return;
            written.Add(new UserMessageParam(new MessageContentParam(results)));
            results = [];
        }
    }

    // An assistant message that holds nothing, as an interrupted turn leaves it, is left out: Anthropic refuses it.
    private static AssistantMessageParam? Assistant(ChatMessage message)
    {
        var blocks = new List<ContentBlockParam>();
        if (message.Content.Length > 0)
            blocks.Add(new TextBlockParam(message.Content));
        foreach (var call in message.ToolCalls ?? [])
            blocks.Add(new ToolUseBlockParam { ID = call.Id, Name = call.Name, Input = Input(call.Arguments) });
        return blocks.Count == 0 ? null : new AssistantMessageParam(new MessageContentParam(blocks));
    }

    private static IReadOnlyDictionary<string, JsonElement> Input(string arguments)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments) ?? NoInput;
        }
        catch (JsonException)
        {
            // A model wrote it, so it may be anything; Anthropic takes objects only.
            return arguments.Length == 0
                ? NoInput
                : new Dictionary<string, JsonElement> { ["arguments"] = JsonSerializer.SerializeToElement(arguments) };
        }
    }
}
