using System.Text.Json;
using Platform.Api.Agents;
using Platform.Api.Validation;
using Platform.Contracts.Models;

namespace Platform.Api.Responses;

/// <summary>The functions of a request, and the choice among them.</summary>
internal static class ResponseTools
{
    private const string Param = "tool_choice";

    /// <summary>The functions; null when none are sent.</summary>
    public static ToolDefinition[]? Checked(ref Problems problems, ResponseToolBody?[]? bodies)
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
                problems.Invalid(at + ".type", "must be function: built-in tools are not supported");
            else
                tools.Add(GenerationRules.Tool(ref problems, at, body.Name, body.Description, body.Parameters, body.Strict));
        }

        GenerationRules.ToolList(ref problems, "tools", tools);
        return [.. tools];
    }

    /// <summary>The functions that the model may ask for, and the choice among them in the contract's form.</summary>
    /// <param name="problems">Where problems go.</param>
    /// <param name="choice">What was sent.</param>
    /// <param name="tools">The functions that were sent; null when none were.</param>
    /// <param name="mayHaveOthers">Whether an agent may bring functions, so that a choice without any can make sense.</param>
    public static (ToolDefinition[]? Tools, string? Choice) Chosen(ref Problems problems, JsonElement? choice, ToolDefinition[]? tools, bool mayHaveOthers)
    {
        if (choice is not { } given)
            return (tools, null);
        var isOpen = tools is null && mayHaveOthers;
        if (given.ValueKind == JsonValueKind.String)
            return (tools, Word(ref problems, Param, given, tools, isOpen));
        var type = given.ValueKind == JsonValueKind.Object && given.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String
            ? kind.GetString()
            : null;
        if (type == "function")
            return (tools, Name(ref problems, Param, given, tools, isOpen) is { } name ? GenerationRules.ChoiceOf(name) : null);
        if (type == "allowed_tools")
            return Allowed(ref problems, given, tools);
        problems.Invalid(Param, "must be auto, none, required, {\"type\":\"function\",\"name\":…} or {\"type\":\"allowed_tools\",…}");
        return (tools, null);
    }

    private static (ToolDefinition[]? Tools, string? Choice) Allowed(ref Problems problems, JsonElement choice, ToolDefinition[]? tools)
    {
        string? mode = null;
        if (choice.TryGetProperty("mode", out var word))
            mode = Word(ref problems, Param + ".mode", word, tools, isOpen: false);
        else
            problems.Missing(Param + ".mode");
        if (!choice.TryGetProperty("tools", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            problems.Invalid(Param + ".tools", "must be an array such as [{\"type\":\"function\",\"name\":\"f\"}]");
            return (tools, mode);
        }

        var allowed = new HashSet<string>();
        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (Name(ref problems, $"{Param}.tools[{index++}]", entry, tools, isOpen: false) is { } name)
                allowed.Add(name);
        }

        return (Array.FindAll(tools ?? [], tool => allowed.Contains(tool.Name)), mode);
    }

    private static string? Word(ref Problems problems, string param, JsonElement given, ToolDefinition[]? tools, bool isOpen)
    {
        var word = given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        if (word is not ("auto" or "none" or "required"))
            problems.Invalid(param, "must be one of auto, none, required");
        else if (word == "required" && tools is null && !isOpen)
            problems.Invalid(param, "is required, but there are no tools: send 'tools'");
        else
            return word;
        return null;
    }

    private static string? Name(ref Problems problems, string at, JsonElement entry, ToolDefinition[]? tools, bool isOpen)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            problems.Invalid(at, "must be an object such as {\"type\":\"function\",\"name\":\"f\"}");
        else if (!entry.TryGetProperty("name", out var name))
            problems.Missing(at + ".name");
        else if (name.ValueKind != JsonValueKind.String || !(isOpen || tools?.Any(tool => tool.Name == name.GetString()) is true))
            problems.Invalid(at + ".name", "must be the name of one of 'tools'");
        else
            return name.GetString();
        return null;
    }
}
