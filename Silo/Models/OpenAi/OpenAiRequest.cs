using System.Text.Json;
using OpenAI.Chat;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.OpenAi;

/// <summary>Writes how to generate in OpenAI's terms.</summary>
internal static class OpenAiRequest
{
    private const string OneFunction = "function:";

    /// <summary>The options of a call.</summary>
    /// <exception cref="PlatformException">The response format is none that OpenAI has (<c>invalid_value</c>).</exception>
    public static ChatCompletionOptions From(GenerationOptions options, OpenAiDialect dialect)
    {
        var written = new ChatCompletionOptions
        {
            Temperature = (float?)options.Temperature,
            TopP = (float?)options.TopP,
            ResponseFormat = options.ResponseFormat is { } format ? Format(format) : null,
        };
        foreach (var stop in options.Stop ?? [])
            written.StopSequences.Add(stop);
        SetLimit(written, options.MaxOutputTokens, dialect);
#pragma warning disable OPENAI001 // The seed is marked as beta by OpenAI, not by this library's authors: it is part of the wire format.
        written.Seed = options.Seed;
#pragma warning restore OPENAI001

        if (options.Tools is not { Length: > 0 } tools)
            return written;

        foreach (var tool in tools)
        {
            var parameters = tool.Parameters is null ? null : BinaryData.FromString(tool.Parameters);
            written.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, parameters, tool.Strict));
        }

        written.AllowParallelToolCalls = options.ParallelToolCalls;
        written.ToolChoice = options.ToolChoice switch
        {
            null => null,
            "none" => ChatToolChoice.CreateNoneChoice(),
            "required" => ChatToolChoice.CreateRequiredChoice(),
            var one when one.StartsWith(OneFunction, StringComparison.Ordinal) =>
                ChatToolChoice.CreateFunctionChoice(one[OneFunction.Length..]),
            _ => ChatToolChoice.CreateAutoChoice(),
        };
        return written;
    }

    private static void SetLimit(ChatCompletionOptions written, int? limit, OpenAiDialect dialect)
    {
        if (limit is not { } max)
            return;
        if (dialect == OpenAiDialect.Current)
        {
            written.MaxOutputTokenCount = max;
            return;
        }

        // The library's own property is max_completion_tokens, which older servers don't know.
#pragma warning disable SCME0001 // Marked as experimental; there is no other way to send max_tokens.
        written.Patch.Set("$.max_tokens"u8, max);
#pragma warning restore SCME0001
    }

    private static ChatResponseFormat Format(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var format = json.RootElement;
            switch (format.GetProperty("type").GetString())
            {
                case "text":
                    return ChatResponseFormat.CreateTextFormat();
                case "json_object":
                    return ChatResponseFormat.CreateJsonObjectFormat();
                case "json_schema":
                    var schema = format.GetProperty("json_schema");
                    return ChatResponseFormat.CreateJsonSchemaFormat(
                        schema.GetProperty("name").GetString(),
                        BinaryData.FromString(schema.GetProperty("schema").GetRawText()),
                        schema.TryGetProperty("description", out var description) ? description.GetString() : null,
                        schema.TryGetProperty("strict", out var strict) && strict.ValueKind is JsonValueKind.True or JsonValueKind.False
                            ? strict.GetBoolean()
                            : null);
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            // Falls through to the one message for all of these.
        }

        throw new PlatformException(
            ErrorCode.InvalidValue,
            "The response format has to be text, json_object, or json_schema with a json_schema of name and schema.",
            "response_format");
    }
}
