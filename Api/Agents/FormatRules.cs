using System.Text.Json;
using Platform.Api.Validation;

namespace Platform.Api.Agents;

/// <summary>What the OpenAI <c>response_format</c> object must be like.</summary>
internal static class FormatRules
{
    /// <summary>The format as JSON text; null when none is sent.</summary>
    public static string? Checked(ref Problems problems, string param, JsonElement? format)
    {
        if (TypeOf(ref problems, param, format) == "json_schema")
            CheckSchema(ref problems, param + ".json_schema", format!.Value);
        return format is { ValueKind: JsonValueKind.Object } given ? given.GetRawText() : null;
    }

    /// <summary>The type of a format, which has the same names in every wire format; null when there is none, or a problem.</summary>
    public static string? TypeOf(ref Problems problems, string param, JsonElement? format)
    {
        if (format is not { } given)
            return null;
        if (given.ValueKind != JsonValueKind.Object)
            problems.Invalid(param, "must be an object such as {\"type\":\"json_object\"}");
        else if (!given.TryGetProperty("type", out var type))
            problems.Missing(param + ".type");
        else if (type.ValueKind != JsonValueKind.String || type.GetString() is not ("text" or "json_object" or "json_schema"))
            problems.Invalid(param + ".type", "must be one of text, json_object, json_schema");
        else
            return type.GetString();
        return null;
    }

    private static void CheckSchema(ref Problems problems, string param, JsonElement format)
    {
        if (Field(format, "json_schema") is not { } named)
        {
            problems.Missing(param);
            return;
        }

        if (named.ValueKind != JsonValueKind.Object)
        {
            problems.Invalid(param, "must be an object such as {\"name\":\"answer\",\"schema\":{\"type\":\"object\"}}");
            return;
        }

        if (Field(named, "name") is not { } name)
            problems.Missing(param + ".name");
        else if (name.ValueKind != JsonValueKind.String || !GenerationRules.IsToolName(name.GetString()!))
            problems.Invalid(param + ".name", "must be 1 to 64 letters, digits, '_' or '-'");
        if (Field(named, "schema") is not { } schema)
            problems.Missing(param + ".schema");
        else if (schema.ValueKind != JsonValueKind.Object)
            problems.Invalid(param + ".schema", "must be a JSON schema, an object");
        if (Field(named, "description") is { ValueKind: not JsonValueKind.String })
            problems.Invalid(param + ".description", "must be a string");
        if (Field(named, "strict") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
            problems.Invalid(param + ".strict", "must be true or false");
    }

    /// <summary>A field; null when it is left out or sent as null, which clients take for the same.</summary>
    private static JsonElement? Field(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
