using System.Text.Json;
using Platform.Api.Agents;
using Platform.Api.Validation;
using Platform.Contracts.Sessions;

namespace Platform.Api.Items;

/// <summary>Reads the items of a request.</summary>
internal static class InputItems
{
    /// <summary>The most items that one request may add: 1,000.</summary>
    public const int MaxItems = 1_000;

    private const int MaxCallIdLength = 256;

    /// <summary>The items of an array, in their order. Items of no use here, such as a model's reasoning, are left out.</summary>
    /// <param name="problems">Where problems go.</param>
    /// <param name="param">The array's path.</param>
    /// <param name="items">The array.</param>
    public static List<InputItem> Read(ref Problems problems, string param, JsonElement items)
    {
        var read = new List<InputItem>();
        if (items.ValueKind != JsonValueKind.Array)
        {
            problems.Invalid(param, "must be an array of items");
            return read;
        }

        var count = items.GetArrayLength();
        if (count is 0 or > MaxItems)
        {
            problems.Invalid(param, $"has {count} entries: 1 to {MaxItems} are allowed");
            return read;
        }

        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            if (Item(ref problems, $"{param}[{index++}]", item) is { } usable)
                read.Add(usable);
        }

        return read;
    }

    private static InputItem? Item(ref Problems problems, string at, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Invalid(at, "must be an object such as {\"type\":\"message\",\"role\":\"user\",\"content\":\"hello\"}");
            return null;
        }

        // Clients leave the type of messages out.
        var type = item.TryGetProperty("type", out var given) && given.ValueKind != JsonValueKind.Null
            ? (given.ValueKind == JsonValueKind.String ? given.GetString() : "")
            : "message";
        switch (type)
        {
            case "message":
                return new(at, Message(ref problems, at, item));
            case "function_call":
                return new(at, Call(ref problems, at, item));
            case "function_call_output":
                return new(at, CallOutput(ref problems, at, item));
            case "compaction":
                return new(at, Compaction(ref problems, at, item));
            case "item_reference":
                return Reference(ref problems, at, item);
            case "reasoning":
                return null;
            default:
                problems.Invalid(at + ".type", "must be one of message, function_call, function_call_output, compaction, item_reference, reasoning");
                return null;
        }
    }

    private static ChatMessage Message(ref Problems problems, string at, JsonElement item)
    {
        var role = FieldRules.OneOf<ChatRole>(ref problems, at + ".role", Required(ref problems, at, item, "role"));
        if (role == ChatRole.Tool)
            problems.Invalid(at + ".role", "must be one of user, assistant, system, developer: send a tool's result as a function_call_output");
        var content = "";
        if (Given(item, "content") is { } text)
            content = InputText.Read(ref problems, at + ".content", text);
        else
            problems.Missing(at + ".content");
        return new ChatMessage(role ?? ChatRole.User, content);
    }

    private static ChatMessage Call(ref Problems problems, string at, JsonElement item)
    {
        var id = CallId(ref problems, at, item);
        var name = Required(ref problems, at, item, "name");
        if (name is not null && !GenerationRules.IsToolName(name))
            problems.Invalid(at + ".name", "must be the name of a function: up to 64 letters, digits, '_' or '-'");
        var arguments = Required(ref problems, at, item, "arguments");
        FieldRules.MessageSize(ref problems, at + ".arguments", arguments);
        return new ChatMessage(ChatRole.Assistant, "", [new ToolCall(id, name ?? "", arguments ?? "")]);
    }

    private static ChatMessage CallOutput(ref Problems problems, string at, JsonElement item)
    {
        var id = CallId(ref problems, at, item);
        var output = "";
        if (Given(item, "output") is { } text)
            output = InputText.Read(ref problems, at + ".output", text);
        else
            problems.Missing(at + ".output");
        return new ChatMessage(ChatRole.Tool, output, ToolCallId: id);
    }

    private static ChatMessage Compaction(ref Problems problems, string at, JsonElement item)
    {
        var sealedText = Required(ref problems, at, item, "encrypted_content");
        var opened = sealedText is null ? null : CompactedText.Open(sealedText);
        if (sealedText is not null && opened is null)
            problems.Invalid(at + ".encrypted_content", "was not made here: send the item as POST /v1/responses/compact answered it");
        FieldRules.MessageSize(ref problems, at + ".encrypted_content", opened);
        return CompactedText.ToMessage(opened ?? "");
    }

    private static InputItem? Reference(ref Problems problems, string at, JsonElement item)
    {
        if (Required(ref problems, at, item, "id") is not { } text)
            return null;
        if (ItemId.Parse(text) is { SessionId: not null } id)
            return new(at, null, id);
        problems.Invalid(at + ".id", "is not the id of a stored item: send the item itself");
        return null;
    }

    private static string CallId(ref Problems problems, string at, JsonElement item)
    {
        var id = Required(ref problems, at, item, "call_id");
        if (id is { Length: 0 or > MaxCallIdLength })
            problems.Invalid(at + ".call_id", $"must be 1 to {MaxCallIdLength} characters");
        return id ?? "";
    }

    private static string? Required(ref Problems problems, string at, JsonElement item, string name)
    {
        if (Given(item, name) is not { } value)
            problems.Missing($"{at}.{name}");
        else if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        else
            problems.Invalid($"{at}.{name}", "must be a string");
        return null;
    }

    private static JsonElement? Given(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
