using System.Runtime.InteropServices;
using System.Text.Json;

namespace Orleans.Serialization;

/// <summary>Carries JSON as the bytes of its text; an element that was never initialised arrives so.</summary>
internal static class JsonElements
{
    public static void Write(ref GrainWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            writer.WriteByte(0);
        else
            writer.WriteBytes(JsonMarshal.GetRawUtf8Value(value));
    }

    public static JsonElement Read(ref GrainReader reader)
    {
        if (reader.ReadByteArray() is not { } json)
            return default;

        try
        {
            var parser = new Utf8JsonReader(json);
            var element = JsonElement.ParseValue(ref parser);
            return parser.BytesConsumed == json.Length ? element : throw new InvalidDataException("Bytes follow the JSON of a value.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("A value is no JSON.", error);
        }
    }
}
