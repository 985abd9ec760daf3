using System.Text.Json;
using Platform.Contracts.Errors;

namespace Platform.Silo.Models.Claude;

/// <summary>What an OpenAI response format becomes at Anthropic.</summary>
/// <param name="Schema">The schema that the answer has to follow.</param>
/// <param name="Instruction">A sentence for the system text, where Anthropic has no setting.</param>
internal sealed record ClaudeFormat(Dictionary<string, JsonElement>? Schema, string? Instruction)
{
    /// <summary>Reads a response format; null for plain text.</summary>
    /// <exception cref="PlatformException">It is none of text, json_object and json_schema (<c>invalid_value</c>).</exception>
    public static ClaudeFormat? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            switch (json.RootElement.GetProperty("type").GetString())
            {
                case "text":
                    return null;
                case "json_object":
                    return new ClaudeFormat(null, "Answer with one JSON object and nothing else.");
                case "json_schema":
                    var schema = json.RootElement.GetProperty("json_schema").GetProperty("schema");
                    return new ClaudeFormat(schema.Deserialize<Dictionary<string, JsonElement>>(), null);
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Falls through to the one message for all of these.
        }

        throw new PlatformException(
            ErrorCode.InvalidValue,
            "The response format has to be text, json_object, or json_schema with a json_schema of name and schema.",
            "response_format");
    }
}
