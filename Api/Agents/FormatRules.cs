using System.Text.Json;
using Platform.Api.Agents;
using Platform.Api.Validation;

namespace Platform.Api.ChatCompletions;

/// <summary>The form that the answer has to have.</summary>
internal static class ChatResponseFormat
{
    private const string Param = "response_format";
    private const string Schema = Param + ".json_schema";

    /// <summary>The format as JSON text; null when none is sent.</summary>
    public static string? Checked(ref Problems problems, JsonElement? format)
    {
        var text = GenerationRules.ResponseFormat(ref problems, Param, format);
        if (format is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String && type.ValueEquals("json_schema"u8))
        {
            Check(ref problems, given);
        }

        return text;
    }

    private static void Check(ref Problems problems, JsonElement format)
    {
        if (Field(format, "json_schema") is not { } named)
        {
            problems.Missing(Schema);
            return;
        }

        if (named.ValueKind != JsonValueKind.Object)
        {
            problems.Invalid(Schema, "must be an object such as {\"name\":\"answer\",\"schema\":{\"type\":\"object\"}}");
            return;
        }

        if (Field(named, "name") is not { } name)
            problems.Missing(Schema + ".name");
        else if (name.ValueKind != JsonValueKind.String || !GenerationRules.IsToolName(name.GetString()!))
            problems.Invalid(Schema + ".name", "must be 1 to 64 letters, digits, '_' or '-'");
        if (Field(named, "schema") is not { } schema)
            problems.Missing(Schema + ".schema");
        else if (schema.ValueKind != JsonValueKind.Object)
            problems.Invalid(Schema + ".schema", "must be a JSON schema, an object");
        if (Field(named, "description") is { ValueKind: not JsonValueKind.String })
            problems.Invalid(Schema + ".description", "must be a string");
        if (Field(named, "strict") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
            problems.Invalid(Schema + ".strict", "must be true or false");
    }

    /// <summary>A field; null when it is left out or sent as null, which clients take for the same.</summary>
    private static JsonElement? Field(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
