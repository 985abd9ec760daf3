using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Api.Json;

/// <summary>Says in words what belongs at a place of a JSON document.</summary>
internal static class JsonShape
{
    /// <summary>What a body of the given type has at a path such as <c>$.messages[2].role</c>; null when that is not known.</summary>
    public static string? At(JsonTypeInfo root, string? path)
    {
        var type = root;
        var rest = path is ['$', ..] ? path.AsSpan(1) : default;
        while (!rest.IsEmpty)
        {
            var step = NextStep(ref rest);
            var next = type.Kind == JsonTypeInfoKind.Object ? PropertyType(type, step) : type.ElementType;
            if (next is null || !root.Options.TryGetTypeInfo(next, out var nextType))
                return null;
            type = nextType;
        }

        return Describe(type);
    }

    /// <summary>Takes <c>.name</c>, <c>['name']</c> or <c>[2]</c> off the front.</summary>
    private static ReadOnlySpan<char> NextStep(ref ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> step;
        if (rest.StartsWith("['"))
        {
            var close = rest.IndexOf("']");
            step = close < 0 ? rest[2..] : rest[2..close];
            rest = close < 0 ? default : rest[(close + 2)..];
            return step;
        }

        var end = rest[1..].IndexOfAny('.', '[') + 1;
        step = end == 0 ? rest[1..] : rest[1..end];
        rest = end == 0 ? default : rest[end..];
        return step;
    }

    private static Type? PropertyType(JsonTypeInfo type, ReadOnlySpan<char> name)
    {
        foreach (var property in type.Properties)
        {
            if (name.SequenceEqual(property.Name))
                return property.PropertyType;
        }

        return null;
    }

    private static string? Describe(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type.GetCustomAttribute<JsonShapeAttribute>() is { } shape)
            return shape.Description;
        if (type == typeof(string))
            return "a string";
        if (type == typeof(bool))
            return "true or false";
        if (type == typeof(int))
            return "a whole number that fits in 32 bits";
        if (type == typeof(long))
            return "a whole number that fits in 64 bits";
        if (type == typeof(double))
            return "a number";
        if (type == typeof(DateTimeOffset))
            return "a time in ISO 8601, such as \"2030-01-31T12:00:00Z\"";
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "an array",
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            _ => null,
        };
    }
}
