using System.Text.Json;
using Anthropic.Models.Messages;
using Platform.Contracts.Errors;
using Platform.Contracts.Models;

namespace Platform.Silo.Models.Claude;

/// <summary>
/// Writes a request in Anthropic's terms. Temperature, top-p and seed are left out: the version of the protocol that the client
/// library speaks refuses them.
/// </summary>
internal static class ClaudeRequest
{
    private const string OneFunction = "function:";

    /// <summary>The parameters of a call.</summary>
    /// <exception cref="PlatformException">The response format or a tool's schema can't be used (<c>invalid_value</c>).</exception>
    public static MessageCreateParams From(ModelRequest request, string model, int maxOutputTokens)
    {
        var (system, messages) = ClaudeMessages.From(request.Messages);
        var options = request.Options;
        var format = options.ResponseFormat is { } text ? ClaudeFormat.Read(text) : null;
        if (format?.Instruction is { } instruction)
            system = system is null ? instruction : $"{system}\n\n{instruction}";

        var written = new MessageCreateParams
        {
            Model = model,
            MaxTokens = options.MaxOutputTokens ?? maxOutputTokens,
            Messages = messages,
        };
        if (system is not null)
            written = written with { System = system };
        if (options.Stop is { Length: > 0 } stop)
            written = written with { StopSequences = stop };
        if (format?.Schema is { } schema)
            written = written with { OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = schema } } };
        if (options.Tools is { Length: > 0 } tools)
            written = written with { Tools = [.. tools.Select(Offer)], ToolChoice = Choice(options.ToolChoice, isOne: options.ParallelToolCalls is false) };
        return written;
    }

    private static ToolUnion Offer(ToolDefinition tool)
    {
        var written = new Tool { Name = tool.Name, InputSchema = Schema(tool) };
        if (tool.Description is not null)
            written = written with { Description = tool.Description };
        if (tool.Strict is not null)
            written = written with { Strict = tool.Strict };
        return written;
    }

    private static InputSchema Schema(ToolDefinition tool)
    {
        try
        {
            var schema = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(tool.Parameters ?? "{}") ?? [];
            schema.TryAdd("type", JsonSerializer.SerializeToElement("object"));
            return InputSchema.FromRawUnchecked(schema);
        }
        catch (JsonException)
        {
            throw new PlatformException(
                ErrorCode.InvalidValue, $"The parameters of the tool '{tool.Name}' have to be a JSON schema object.", "tools");
        }
    }

    private static ToolChoice Choice(string? choice, bool isOne) => choice switch
    {
        "none" => new ToolChoiceNone(),
        "required" => isOne ? new ToolChoiceAny { DisableParallelToolUse = true } : new ToolChoiceAny(),
        { } one when one.StartsWith(OneFunction, StringComparison.Ordinal) =>
            isOne ? new ToolChoiceTool(one[OneFunction.Length..]) { DisableParallelToolUse = true } : new ToolChoiceTool(one[OneFunction.Length..]),
        _ => isOne ? new ToolChoiceAuto { DisableParallelToolUse = true } : new ToolChoiceAuto(),
    };
}
