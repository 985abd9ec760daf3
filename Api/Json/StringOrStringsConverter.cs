using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Json;

/// <summary>Reads and writes <see cref="StringOrStrings"/>.</summary>
internal sealed class StringOrStringsConverter : JsonConverter<StringOrStrings>
{
    /// <inheritdoc/>
    public override StringOrStrings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new StringOrStrings([reader.GetString()]) { IsPlain = true };
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var values = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Null => null,
                _ => throw new JsonException(),
            });
        }

        return new StringOrStrings([.. values]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StringOrStrings value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value.Values)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}
