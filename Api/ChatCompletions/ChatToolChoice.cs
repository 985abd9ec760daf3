using System.Text.Json;
using Platform.Api.Agents;
using Platform.Api.Errors;
using Platform.Api.Validation;
using Platform.Contracts.Models;

namespace Platform.Api.ChatCompletions;

/// <summary>Which of the tools the model may or must ask for.</summary>
/// <param name="Choice">The choice in the contract's form; null when none is made.</param>
/// <param name="Tools">The tools that are left to choose from; null when none are sent.</param>
internal readonly record struct ChatToolChoice(string? Choice, ToolDefinition[]? Tools)
{
    private const string Param = "tool_choice";

    /// <summary>The choice of a request.</summary>
    /// <param name="problems">Where problems go.</param>
    /// <param name="choice">What was sent.</param>
    /// <param name="tools">The tools that were sent; null when none were.</param>
    /// <param name="mayHaveOthers">Whether an agent may bring tools, so that a choice without tools can make sense.</param>
    public static ChatToolChoice Checked(ref Problems problems, JsonElement? choice, ToolDefinition[]? tools, bool mayHaveOthers)
    {
        if (choice is not { } given)
            return new(null, tools);
        var isKnown = tools is not null || !mayHaveOthers;
        switch (Word(given) ?? Word(given, "type"))
        {
            case "auto" or "none" when given.ValueKind == JsonValueKind.String:
                return new(given.GetString(), tools);
            case "required" when given.ValueKind == JsonValueKind.String:
                if (tools is null && isKnown)
                    problems.Invalid(Param, "is required, but there are no tools: send 'tools'");
                return new("required", tools);
            case "function" when given.ValueKind == JsonValueKind.Object:
                var name = Name(ref problems, Param, given);
                if (name is not null && isKnown && tools?.Any(tool => tool.Name == name) is not true)
                    problems.Invalid(Param + ".function.name", "must be the name of one of 'tools'");
                return new(GenerationRules.ChoiceOf(name ?? ""), tools);
            case "allowed_tools" when given.ValueKind == JsonValueKind.Object:
                return Allowed(ref problems, given, tools);
            default:
                problems.Invalid(Param, "must be auto, none, required, {\"type\":\"function\",\"function\":{\"name\":…}}, or {\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":…,\"tools\":[…]}}");
                return new(null, tools);
        }
    }

    /// <summary>A choice among some of the tools: to the model the others are not offered.</summary>
    private static ChatToolChoice Allowed(ref Problems problems, JsonElement choice, ToolDefinition[]? tools)
    {
        const string At = Param + ".allowed_tools";
        if (!choice.TryGetProperty("allowed_tools", out var allowed))
        {
            problems.Missing(At);
            return new(null, tools);
        }

        var mode = Word(allowed, "mode");
        if (mode is not ("auto" or "required"))
            problems.Invalid(At + ".mode", "must be auto or required");
        if (allowed.ValueKind != JsonValueKind.Object || !allowed.TryGetProperty("tools", out var list)
            || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            problems.Invalid(At + ".tools", "must be an array of at least one {\"type\":\"function\",\"function\":{\"name\":…}}");
            return new(mode, tools);
        }

        var left = new List<ToolDefinition>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var at = $"{At}.tools[{index++}]";
            if (Word(item, "type") != "function")
                problems.Invalid(at + ".type", "must be function");
            else if (Name(ref problems, at, item) is not { } name)
                continue;
            else if (tools?.FirstOrDefault(tool => tool.Name == name) is not { } tool)
                problems.Invalid(at + ".function.name", $"is {RequestFailures.Shown(name)}: it must be the name of one of 'tools'");
            else if (!left.Contains(tool))
                left.Add(tool);
        }

        return new(mode, [.. left]);
    }

    private static string? Name(ref Problems problems, string at, JsonElement choice)
    {
        if (!choice.TryGetProperty("function", out var function))
            problems.Missing(at + ".function");
        else if (function.ValueKind != JsonValueKind.Object)
            problems.Invalid(at + ".function", "must be an object");
        else if (Word(function, "name") is { } name)
            return name;
        else
            problems.Missing(at + ".function.name");
        return null;
    }

    private static string? Word(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static string? Word(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? Word(value) : null;
}
