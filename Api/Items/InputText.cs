using System.Text;
using System.Text.Json;
using Platform.Api.Validation;

namespace Platform.Api.Items;

/// <summary>The text of a message's content, or of a function's output: a string, or an array of text parts.</summary>
internal static class InputText
{
    /// <summary>The text; parts are joined. Empty when there is a problem.</summary>
    public static string Read(ref Problems problems, string param, JsonElement content)
    {
        string text;
        if (content.ValueKind == JsonValueKind.String)
        {
            text = content.GetString()!;
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            text = Joined(ref problems, param, content);
        }
        else
        {
            problems.Invalid(param, "must be a string or an array of text parts");
            return "";
        }

        FieldRules.MessageSize(ref problems, param, text);
        return text;
    }

    private static string Joined(ref Problems problems, string param, JsonElement parts)
    {
        var text = new StringBuilder();
        var index = 0;
        foreach (var part in parts.EnumerateArray())
            text.Append(Part(ref problems, $"{param}[{index++}]", part));
        return text.ToString();
    }

    private static string? Part(ref Problems problems, string at, JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            problems.Invalid(at, "must be an object such as {\"type\":\"input_text\",\"text\":\"hello\"}");
            return null;
        }

        if (!part.TryGetProperty("type", out var type))
        {
            problems.Missing(at + ".type");
            return null;
        }

        var field = (type.ValueKind == JsonValueKind.String ? type.GetString() : "") switch
        {
            "input_text" or "output_text" or "text" => "text",
            "refusal" => "refusal",
            "input_image" => Unsupported(ref problems, at, "is input_image: images are not supported, send text"),
            "input_file" => Unsupported(ref problems, at, "is input_file: files are not supported, send their text"),
            "input_audio" => Unsupported(ref problems, at, "is input_audio: sound is not supported, send text"),
            _ => Unsupported(ref problems, at, "must be input_text, output_text, text or refusal"),
        };
        if (field is null)
            return null;
        if (!part.TryGetProperty(field, out var value))
            problems.Missing($"{at}.{field}");
        else if (value.ValueKind != JsonValueKind.String)
            problems.Invalid($"{at}.{field}", "must be a string");
        else
            return value.GetString();
        return null;
    }

    private static string? Unsupported(ref Problems problems, string at, string rule)
    {
        problems.Invalid(at + ".type", rule);
        return null;
    }
}
