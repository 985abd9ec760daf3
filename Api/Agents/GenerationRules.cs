using System.Text.Json;
using Platform.Api.Json;
using Platform.Api.Validation;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;

namespace Platform.Api.Agents;

/// <summary>The rules for generation options, whatever the names a wire format gives them.</summary>
internal static class GenerationRules
{
    private const int MaxStops = 4;
    private const int MaxStopLength = 1_000;
    private const int MaxTools = 128;
    private const int MaxToolNameLength = 64;
    private const string Function = "function:";

    /// <summary>Options of the native API.</summary>
    /// <param name="problems">Where problems go.</param>
    /// <param name="at">The path of the options with a dot behind it, or empty.</param>
    /// <param name="body">They; null when left out.</param>
    public static GenerationOptions? Checked(ref Problems problems, string at, OptionsBody? body)
    {
        if (body is null)
            return null;
        FieldRules.Range(ref problems, at + "temperature", body.Temperature, 0, 2);
        FieldRules.Range(ref problems, at + "topP", body.TopP, 0, 1);
        FieldRules.Range(ref problems, at + "maxOutputTokens", body.MaxOutputTokens, 1, int.MaxValue);
        var tools = body.Tools is null ? null : Tools(ref problems, at + "tools", body.Tools);
        return new GenerationOptions
        {
            Temperature = body.Temperature,
            TopP = body.TopP,
            MaxOutputTokens = body.MaxOutputTokens,
            Stop = Stops(ref problems, at + "stop", body.Stop),
            Seed = body.Seed,
            Tools = tools,
            ToolChoice = ToolChoice(ref problems, at + "toolChoice", body.ToolChoice),
            ParallelToolCalls = body.ParallelToolCalls,
            ResponseFormat = FormatRules.Checked(ref problems, at + "responseFormat", body.ResponseFormat),
        };
    }

    /// <summary>Texts at which the model stops.</summary>
    public static string[]? Stops(ref Problems problems, string param, StringOrStrings? stop)
    {
        if (stop is null)
            return null;
        if (stop.Values.Length > MaxStops)
            problems.Invalid(param, $"has {stop.Values.Length} entries: at most {MaxStops} are allowed");
        for (var index = 0; index < stop.Values.Length; index++)
        {
            if (stop.Values[index] is not { Length: > 0 and <= MaxStopLength })
                problems.Invalid(stop.PathOf(param, index), $"must be a string of 1 to {MaxStopLength} characters");
        }

        return stop.Values.Length == 0 ? null : (string[])stop.Values!;
    }

    /// <summary>A function's definition.</summary>
    public static ToolDefinition Tool(ref Problems problems, string param, string? name, string? description, JsonElement? parameters, bool? strict)
    {
        if (name is null)
            problems.Missing(param + ".name");
        else if (!IsToolName(name))
            problems.Invalid(param + ".name", $"must be 1 to {MaxToolNameLength} letters, digits, '_' or '-'");
        if (parameters is { ValueKind: not JsonValueKind.Object })
            problems.Invalid(param + ".parameters", "must be a JSON schema, an object");
        FieldRules.MessageSize(ref problems, param + ".description", description);
        return new ToolDefinition(name ?? "", description, parameters?.GetRawText(), strict);
    }

    /// <summary>How many tools there may be, and that each has its own name.</summary>
    public static void ToolList(ref Problems problems, string param, IReadOnlyList<ToolDefinition> tools)
    {
        if (tools.Count > MaxTools)
            problems.Invalid(param, $"has {tools.Count} entries: at most {MaxTools} are allowed");
        var names = new HashSet<string>(tools.Count);
        foreach (var tool in tools)
        {
            if (!names.Add(tool.Name))
                problems.Invalid(param, $"has the name '{Errors.RequestFailures.Shown(tool.Name)}' more than once");
        }
    }

    /// <summary>Whether a text can be a function's name.</summary>
    public static bool IsToolName(string name)
    {
        if (name.Length is 0 or > MaxToolNameLength)
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-'))
                return false;
        }

        return true;
    }

    /// <summary>The contract's form of the choice of one function.</summary>
    public static string ChoiceOf(string function) => Function + function;

    private static ToolDefinition[] Tools(ref Problems problems, string param, ToolBody?[] bodies)
    {
        var tools = new List<ToolDefinition>(bodies.Length);
        for (var index = 0; index < bodies.Length; index++)
        {
            if (bodies[index] is { } tool)
                tools.Add(Tool(ref problems, $"{param}[{index}]", tool.Name, tool.Description, tool.Parameters, tool.Strict));
            else
                problems.Invalid($"{param}[{index}]", "must be an object");
        }

        ToolList(ref problems, param, tools);
        return [.. tools];
    }

    private static string? ToolChoice(ref Problems problems, string param, string? choice)
    {
        var isKnown = choice is null or "auto" or "none" or "required"
            || (choice.StartsWith(Function, StringComparison.Ordinal) && IsToolName(choice[Function.Length..]));
        if (!isKnown)
            problems.Invalid(param, "must be auto, none, required, or function: and the name of a function");
        return choice;
    }
}
