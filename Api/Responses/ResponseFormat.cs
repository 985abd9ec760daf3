using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Api.Agents;
using Platform.Api.Validation;

namespace Platform.Api.Responses;

/// <summary>The format of the text: flat in this wire format, nested where models are asked.</summary>
internal static class ResponseFormat
{
    private const string Param = "text.format";

    /// <summary>The form as the response object shows it; null when the request leaves it open.</summary>
    public static ResponseTextView? Checked(ref Problems problems, ResponseTextBody? body)
    {
        if (body is null)
            return null;
        if (body.Verbosity is not (null or "low" or "medium" or "high"))
            problems.Invalid("text.verbosity", "must be one of low, medium, high");
        if (body is { Format: null, Verbosity: null })
            return null;
        return new ResponseTextView { Format = Format(ref problems, body.Format), Verbosity = body.Verbosity };
    }

    /// <summary>The form as models are asked for it, the contract's <c>response_format</c>; null when the request leaves it open.</summary>
    public static string? Asked(ResponseTextBody? body, ResponseTextView? view)
    {
        if (body?.Format is null || view is null)
            return null;
        var format = new JsonObject { ["type"] = view.Format.Type };
        if (view.Format.Type == "json_schema")
        {
            var schema = new JsonObject { ["name"] = view.Format.Name, ["schema"] = JsonNode.Parse(view.Format.Schema?.GetRawText() ?? "{}") };
            if (view.Format.Description is { } description)
                schema["description"] = description;
            if (view.Format.Strict is { } strict)
                schema["strict"] = strict;
            format["json_schema"] = schema;
        }

        return format.ToJsonString();
    }

    private static ResponseFormatView Format(ref Problems problems, JsonElement? format)
    {
        if (FormatRules.TypeOf(ref problems, Param, format) is not { } type || format is not { } given)
            return ResponseFormatView.Text;
        if (type != "json_schema")
            return new ResponseFormatView { Type = type };
        var name = Text(ref problems, given, "name");
        if (name is null)
            problems.Missing(Param + ".name");
        else if (!GenerationRules.IsToolName(name))
            problems.Invalid(Param + ".name", "must be 1 to 64 letters, digits, '_' or '-'");
        if (!given.TryGetProperty("schema", out var schema))
            problems.Missing(Param + ".schema");
        else if (schema.ValueKind != JsonValueKind.Object)
            problems.Invalid(Param + ".schema", "must be a JSON schema, an object");
        bool? strict = null;
        if (given.TryGetProperty("strict", out var wanted) && wanted.ValueKind != JsonValueKind.Null)
        {
            if (wanted.ValueKind is JsonValueKind.True or JsonValueKind.False)
                strict = wanted.GetBoolean();
            else
                problems.Invalid(Param + ".strict", "must be true or false");
        }

        return new ResponseFormatView
        {
            Type = type,
            Name = name,
            Description = Text(ref problems, given, "description"),
            Schema = schema.ValueKind == JsonValueKind.Object ? schema : null,
            Strict = strict,
        };
    }

    private static string? Text(ref Problems problems, JsonElement format, string name)
    {
        if (!format.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        problems.Invalid($"{Param}.{name}", "must be a string");
        return "";
    }
}
