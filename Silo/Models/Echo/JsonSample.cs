using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Silo.Models.Echo;

/// <summary>
/// Makes the smallest JSON value that a schema describes: constants, enumerations and defaults first, then by type with required
/// properties only. Of alternatives it takes the first; patterns and formats it does not know.
/// </summary>
internal sealed class JsonSample
{
    // A schema may refer to itself, and more than once on each level.
    private const int MaxDepth = 16;
    private const int MaxValues = 1_000;
    private const int MaxItems = 16;
    private const int MaxLength = 256;

    private readonly JsonObject _root;
    private int _values;

    private JsonSample(JsonObject root) => _root = root;

    /// <summary>An instance of the schema as JSON text; an empty object when the schema says nothing.</summary>
    public static string Of(string schema)
    {
        try
        {
            if (JsonNode.Parse(schema) is JsonObject root)
                return new JsonSample(root).Make(root, 0)?.ToJsonString() ?? "null";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Not a schema: whoever sent it is told by real models; the test model has no opinion.
        }

        return "{}";
    }

    private JsonNode? Make(JsonNode? node, int depth)
    {
        if (node is not JsonObject schema || depth > MaxDepth || ++_values > MaxValues)
            return null;
        if (schema.TryGetPropertyValue("const", out var constant))
            return constant?.DeepClone();
        if (schema["enum"] is JsonArray { Count: > 0 } values)
            return values[0]?.DeepClone();
        if (schema.TryGetPropertyValue("default", out var preset))
            return preset?.DeepClone();
        if (schema["$ref"] is JsonValue reference)
            return Make(Resolve(reference.GetValue<string>()), depth + 1);
        if ((schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"]) is JsonArray { Count: > 0 } choices)
            return Make(choices[0], depth + 1);

        return TypeOf(schema) switch
        {
            "string" => Text(schema),
            "integer" => (long)Math.Ceiling(Lowest(schema)),
            "number" => Lowest(schema),
            "boolean" => false,
            "array" => Items(schema, depth),
            "null" => null,
            _ => Properties(schema, depth),
        };
    }

    private static string? TypeOf(JsonObject schema) =>
        (schema["type"] is JsonArray { Count: > 0 } types ? types[0] : schema["type"])?.GetValue<string>();

    private static string Text(JsonObject schema)
    {
        var text = "text";
        if (schema["minLength"] is JsonValue min)
            text = text.PadRight(Math.Min(min.GetValue<int>(), MaxLength), 'x');
        return schema["maxLength"] is JsonValue max && max.GetValue<int>() < text.Length ? text[..Math.Max(0, max.GetValue<int>())] : text;
    }

    private static double Lowest(JsonObject schema)
    {
        if (schema["minimum"] is JsonValue minimum)
            return minimum.GetValue<double>();
        if (schema["exclusiveMinimum"] is JsonValue above)
            return above.GetValue<double>() + 1;
        return schema["maximum"] is JsonValue maximum ? Math.Min(0, maximum.GetValue<double>()) : 0;
    }

    private JsonArray Items(JsonObject schema, int depth)
    {
        var items = new JsonArray();
        var count = Math.Min(schema["minItems"]?.GetValue<int>() ?? 0, MaxItems);
        for (var i = 0; i < count; i++)
            items.Add(Make(schema["items"], depth + 1));
        return items;
    }

    private JsonObject Properties(JsonObject schema, int depth)
    {
        var instance = new JsonObject();
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(required => required?.GetValue<string>()))
        {
            if (name is not null)
                instance[name] = Make(schema["properties"]?[name], depth + 1);
        }

        return instance;
    }

    private JsonNode? Resolve(string reference)
    {
        JsonNode? target = _root;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            target = target?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        return target;
    }
}
