using Platform.Contracts.Sessions;

namespace Platform.Api.Items;

/// <summary>An item of a request: what is said, or a reference to something that was said before.</summary>
/// <param name="Param">The item's path in the request.</param>
/// <param name="Message">What is said; a call is an assistant's message with nothing but that call. Null for a reference.</param>
/// <param name="Reference">The item that is meant.</param>
internal readonly record struct InputItem(string Param, ChatMessage? Message, ItemId? Reference = null)
{
    /// <summary>The conversation that items make: calls join the assistant's message before them.</summary>
    public static ChatMessage[] Join(IEnumerable<ChatMessage> items)
    {
        var messages = new List<ChatMessage>();
        foreach (var item in items)
        {
            if (item is { Role: ChatRole.Assistant, Content: "", ToolCalls: { Length: > 0 } calls }
                && messages is [.., { Role: ChatRole.Assistant } before])
            {
                messages[^1] = before with { ToolCalls = [.. before.ToolCalls ?? [], .. calls] };
            }
            else
            {
                messages.Add(item);
            }
        }

        return [.. messages];
    }
}
