using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>Reads <see cref="ChatContentBody"/>.</summary>
internal sealed class ChatContentConverter : JsonConverter<ChatContentBody>
{
    /// <inheritdoc/>
    public override ChatContentBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new ChatContentBody(reader.GetString(), default),
        JsonTokenType.StartArray => new ChatContentBody(null, JsonElement.ParseValue(ref reader)),
        _ => throw new JsonException(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ChatContentBody value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Message content is only read.");
}
