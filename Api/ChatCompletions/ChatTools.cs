using System.Text.Json;
using Platform.Api.Agents;
using Platform.Api.Validation;
using Platform.Contracts.Models;

namespace Platform.Api.ChatCompletions;

/// <summary>The tools of a request, and the choice among them.</summary>
internal static class ChatTools
{
    /// <summary>The tools; null when none are sent.</summary>
    public static ToolDefinition[]? Checked(ref Problems problems, ChatToolBody?[]? bodies)
    {
        if (bodies is not { Length: > 0 })
            return null;
        var tools = new List<ToolDefinition>(bodies.Length);
        for (var index = 0; index < bodies.Length; index++)
        {
            var at = $"tools[{index}]";
            var body = bodies[index];
            if (body is null)
                problems.Invalid(at, "must be an object");
            else if (body.Type is null)
                problems.Missing(at + ".type");
            else if (body.Type != "function")
                problems.Invalid(at + ".type", "must be function");
            else if (body.Function is not { } function)
                problems.Missing(at + ".function");
            else
                tools.Add(GenerationRules.Tool(ref problems, at + ".function", function.Name, function.Description, function.Parameters, function.Strict));
        }

        GenerationRules.ToolList(ref problems, "tools", tools);
        return [.. tools];
    }

    /// <summary>The choice, in the contract's form.</summary>
    public static string? Choice(ref Problems problems, JsonElement? choice, ToolDefinition[]? tools)
    {
        const string Param = "tool_choice";
        if (choice is not { } given)
            return null;
        if (given.ValueKind == JsonValueKind.String && given.GetString() is "auto" or "none" or "required")
        {
            var word = given.GetString();
            if (word == "required" && tools is null)
                problems.Invalid(Param, "is required, but there are no tools: send 'tools'");
            return word;
        }

        if (given.ValueKind != JsonValueKind.Object
            || !given.TryGetProperty("function", out var function) || function.ValueKind != JsonValueKind.Object
            || !function.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            problems.Invalid(Param, "must be auto, none, required, or {\"type\":\"function\",\"function\":{\"name\":…}}");
            return null;
        }

        var wanted = name.GetString()!;
        if (tools is null || !tools.Any(tool => tool.Name == wanted))
            problems.Invalid(Param + ".function.name", "must be the name of one of 'tools'");
        return GenerationRules.ChoiceOf(wanted);
    }
}
