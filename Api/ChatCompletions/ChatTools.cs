using Platform.Api.Agents;
using Platform.Api.Errors;
using Platform.Api.Validation;
using Platform.Contracts.Models;

namespace Platform.Api.ChatCompletions;

/// <summary>The tools of a request.</summary>
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
                problems.Invalid(at + ".type", $"is {RequestFailures.Shown(body.Type)}: it must be function");
            else if (body.Function is not { } function)
                problems.Missing(at + ".function");
            else
                tools.Add(GenerationRules.Tool(ref problems, at + ".function", function.Name, function.Description, function.Parameters, function.Strict));
        }

        GenerationRules.ToolList(ref problems, "tools", tools);
        return [.. tools];
    }
}
