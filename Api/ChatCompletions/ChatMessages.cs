using Platform.Api.Agents;
using Platform.Api.Errors;
using Platform.Api.Validation;
using Platform.Contracts.Sessions;

namespace Platform.Api.ChatCompletions;

/// <summary>The messages of a request.</summary>
internal static class ChatMessages
{
    private const int MaxMessages = 4_096;
    private const int MaxNameLength = 64;
    private const int MaxCallIdLength = 256;

    /// <summary>The whole conversation.</summary>
    public static ChatMessage[] Checked(ref Problems problems, ChatMessageBody?[]? bodies)
    {
        if (bodies is null)
        {
            problems.Missing("messages");
            return [];
        }

        if (bodies.Length is 0 or > MaxMessages)
            problems.Invalid("messages", $"has {bodies.Length} entries: 1 to {MaxMessages} are allowed");
        var messages = new ChatMessage[Math.Min(bodies.Length, MaxMessages)];
        for (var index = 0; index < messages.Length; index++)
            messages[index] = Message(ref problems, index, bodies[index]);
        return messages;
    }

    /// <summary>
    /// Checks a conversation that is all there is: every tool result answers a call before it. Models refuse anything else, in
    /// words of their own and after the turn has begun.
    /// </summary>
    public static void RequireCalls(ref Problems problems, ChatMessage[] messages)
    {
        HashSet<string>? asked = null;
        for (var index = 0; index < messages.Length; index++)
        {
            var message = messages[index];
            foreach (var call in message.ToolCalls ?? [])
                (asked ??= []).Add(call.Id);
            if (message is { Role: ChatRole.Tool, ToolCallId: { Length: > 0 } id } && asked?.Contains(id) is not true)
                problems.Invalid(Field(index, "tool_call_id"), $"is {RequestFailures.Shown(id)}: no assistant message before it has a call with this id in 'tool_calls'");
        }
    }

    /// <summary>
    /// What a call that is bound to a stored session adds to it: the client resends the history, which the session has. That is
    /// the last user message, or the tool results at the end.
    /// </summary>
    public static ChatMessage[] NewOnes(ref Problems problems, ChatMessage[] messages)
    {
        var start = messages.Length;
        while (start > 0 && messages[start - 1].Role == ChatRole.Tool)
            start--;
        if (start < messages.Length)
            return messages[start..];
        var last = Array.FindLastIndex(messages, static message => message.Role == ChatRole.User);
        if (last >= 0 && last == messages.Length - 1)
            return [messages[last]];
        problems.Invalid("messages", "must end with a user message or with tool results when x-session-id is sent");
        return [];
    }

    /// <summary>The calls that a session must have made, by the paths of the fields that name them.</summary>
    /// <param name="added">What is added to the session: the end of what was sent.</param>
    /// <param name="sent">How many messages were sent.</param>
    public static List<(string Param, string CallId)> Answered(ChatMessage[] added, int sent)
    {
        var answered = new List<(string, string)>();
        for (var index = 0; index < added.Length; index++)
        {
            if (added[index] is { Role: ChatRole.Tool, ToolCallId: { } id })
                answered.Add((Field(sent - added.Length + index, "tool_call_id"), id));
        }

        return answered;
    }

    private static ChatMessage Message(ref Problems problems, int index, ChatMessageBody? body)
    {
        var at = Field(index, null);
        if (body is null)
        {
            problems.Invalid(at, "must be an object");
            return new ChatMessage(ChatRole.User, "");
        }

        ChatUnsupported.Check(ref problems, at, body);
        if (body.Role is null)
            problems.Missing(Field(index, "role"));
        var role = body.Role is "user" ? ChatRole.User : RoleOf(ref problems, index, body.Role);
        var content = body.Content is { Text: { Length: <= FieldRules.MaxMessageBytes / 3 } text }
            ? text
            : ChatContent.Text(ref problems, Field(index, "content"), body.Content) ?? Refusal(ref problems, index, role, body.Refusal);
        var calls = ToolCalls(ref problems, index, role, body.ToolCalls);
        if (content is null && !(role == ChatRole.Assistant && calls is not null))
            problems.Missing(Field(index, "content"));
        if (role == ChatRole.Tool)
            CallId(ref problems, Field(index, "tool_call_id"), body.ToolCallId);
        if (body.Name is { Length: 0 or > MaxNameLength })
            problems.Invalid(Field(index, "name"), $"must be 1 to {MaxNameLength} characters");
        return new ChatMessage(role, content ?? "", calls, role == ChatRole.Tool ? body.ToolCallId : null, body.Name);
    }

    private static ChatRole RoleOf(ref Problems problems, int index, string? role) =>
        role is null ? ChatRole.User : FieldRules.OneOf<ChatRole>(ref problems, Field(index, "role"), role) ?? ChatRole.User;

    private static ToolCall[]? ToolCalls(ref Problems problems, int message, ChatRole role, ChatToolCallBody?[]? bodies)
    {
        if (bodies is not { Length: > 0 })
            return null;
        if (role != ChatRole.Assistant)
            problems.Invalid(Field(message, "tool_calls"), "can only be sent in assistant messages");
        var calls = new ToolCall[bodies.Length];
        for (var index = 0; index < calls.Length; index++)
        {
            var at = $"{Field(message, "tool_calls")}[{index}]";
            var body = bodies[index];
            if (body is null)
                problems.Invalid(at, "must be an object");
            else if (body.Type is not (null or "function"))
                problems.Invalid(at + ".type", "must be function");
            CallId(ref problems, at + ".id", body?.Id);
            if (string.IsNullOrEmpty(body?.Function?.Name))
                problems.Missing(at + ".function.name");
            else if (!GenerationRules.IsToolName(body.Function.Name))
                problems.Invalid(at + ".function.name", "must be 1 to 64 letters, digits, '_' or '-'");
            FieldRules.MessageSize(ref problems, at + ".function.arguments", body?.Function?.Arguments);
            calls[index] = new ToolCall(body?.Id ?? "", body?.Function?.Name ?? "", body?.Function?.Arguments ?? "");
        }

        return calls;
    }

    private static void CallId(ref Problems problems, string param, string? id)
    {
        if (id is null)
            problems.Missing(param);
        else if (id.Length is 0 or > MaxCallIdLength)
            problems.Invalid(param, $"must be 1 to {MaxCallIdLength} characters");
    }

    /// <summary>What an assistant said in place of an answer, which clients send back without any content.</summary>
    private static string? Refusal(ref Problems problems, int index, ChatRole role, string? refusal)
    {
        if (role != ChatRole.Assistant)
            return null;
        FieldRules.MessageSize(ref problems, Field(index, "refusal"), refusal);
        return refusal;
    }

    private static string Field(int index, string? name) => name is null ? $"messages[{index}]" : $"messages[{index}].{name}";
}
