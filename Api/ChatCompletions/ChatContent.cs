using System.Text;
using System.Text.Json;
using Platform.Api.Errors;
using Platform.Api.Validation;

namespace Platform.Api.ChatCompletions;

/// <summary>The text of a message's content.</summary>
internal static class ChatContent
{
    /// <summary>The text; parts are joined. Null when there is none.</summary>
    public static string? Text(ref Problems problems, string param, ChatContentBody? content)
    {
        if (content is null)
            return null;
        var text = content.Text ?? Joined(ref problems, param, content.Parts);
        FieldRules.MessageSize(ref problems, param, text);
        return text;
    }

    private static string Joined(ref Problems problems, string param, JsonElement parts)
    {
        var text = new StringBuilder();
        var index = 0;
        if (parts.GetArrayLength() == 0)
            problems.Invalid(param, "has no parts: send a string, or an array of at least one text part");
        foreach (var part in parts.EnumerateArray())
        {
            var at = $"{param}[{index++}]";
            if (part.ValueKind != JsonValueKind.Object)
                problems.Invalid(at, "must be an object such as {\"type\":\"text\",\"text\":\"hello\"}");
            else if (!part.TryGetProperty("type", out var type))
                problems.Missing(at + ".type");
            else if (type.ValueKind != JsonValueKind.String)
                problems.Invalid(at + ".type", "must be a string");
            else if (type.GetString() is not ("text" or "refusal"))
                problems.Invalid(at + ".type", $"is {RequestFailures.Shown(type.GetString())}: only parts of type text are supported");
            else if (!part.TryGetProperty(type.GetString()!, out var value))
                problems.Missing($"{at}.{type.GetString()}");
            else if (value.ValueKind != JsonValueKind.String)
                problems.Invalid($"{at}.{type.GetString()}", "must be a string");
            else
                text.Append(value.GetString());
        }

        return text.ToString();
    }
}
