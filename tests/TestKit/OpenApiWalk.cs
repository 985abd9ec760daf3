using System.Text.Json;

namespace Platform.Tests.TestKit;

/// <summary>Reads an OpenAPI document.</summary>
internal static class OpenApiWalk
{
    /// <summary>Every operation.</summary>
    public static IEnumerable<(string Method, string Path, JsonElement Body)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    /// <summary>A schema, wherever it is written.</summary>
    public static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
            return schema;
        foreach (var step in reference.GetString()!.Split('/').Skip(1))
            document = document.GetProperty(step);
        return document;
    }

    /// <summary>A JSON value that a schema does not allow; null when it allows every kind.</summary>
    public static string? WrongValue(JsonElement document, JsonElement schema)
    {
        schema = Resolve(document, schema);
        var alternatives = schema.TryGetProperty("oneOf", out var list) || schema.TryGetProperty("anyOf", out list) ? list.EnumerateArray().ToArray() : [schema];
        var types = alternatives
            .Select(alternative => Resolve(document, alternative))
            .SelectMany(alternative => !alternative.TryGetProperty("type", out var type) ? ["any"]
                : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!])
            .ToHashSet();
        return types.Contains("any") ? null
            : !types.Contains("object") ? "{\"a\":1}"
            : !types.Contains("array") ? "[true]"
            : "true";
    }
}
