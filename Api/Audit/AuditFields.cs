using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Platform.Api.Json;
using Platform.Contracts.Audit;
using Platform.Contracts.Tenants;

namespace Platform.Api.Audit;

/// <summary>Which fields a body sets. Values are kept of numbers, truth values, times and roles alone; text may hold anything.</summary>
internal static class AuditFields
{
    private const int MaxFields = 64;
    private const int MaxDepth = 3;
    private const string Role = "role";

    /// <summary>The fields that bodies set, the first <see cref="MaxFields"/> of them.</summary>
    public static AuditField[] Of(IEnumerable<IRequestBody> bodies)
    {
        List<AuditField> fields = [];
        foreach (var body in bodies)
            Add(fields, "", body.Value, body.Type, 1);
        return [.. fields];
    }

    private static void Add(List<AuditField> fields, string path, object value, JsonTypeInfo type, int depth)
    {
        foreach (var property in type.Properties)
        {
            if (fields.Count >= MaxFields || property.Get?.Invoke(value) is not { } set)
                continue;
            var name = path + property.Name;
            var parts = fields.Count;
            if (depth < MaxDepth && type.OriginatingResolver?.GetTypeInfo(set.GetType(), type.Options) is { Kind: JsonTypeInfoKind.Object } inner)
                Add(fields, name + ".", set, inner, depth + 1);
            if (fields.Count == parts)
                fields.Add(new AuditField(name, ValueOf(property.Name, set)));
        }
    }

    private static string? ValueOf(string name, object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        DateTimeOffset moment => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        ValueType and IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string role when name == Role && WireName<KeyRole>.TryParse(role, out _) => role,
        _ => null,
    };
}
