using Platform.Contracts.Errors;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Echo;

/// <summary>When and how the echo model calls a tool.</summary>
internal static class EchoTool
{
    private const string OneFunction = "function:";

    /// <summary>The tool to call; null for an answer in text. A choice that demands a tool is obeyed with and without the knob.</summary>
    /// <exception cref="PlatformException">The choice names a tool that was not offered (<c>invalid_value</c>).</exception>
    public static ToolDefinition? Chosen(GenerationOptions options, bool knob)
    {
        if (options.Tools is not [var first, ..] tools || options.ToolChoice == "none")
            return null;
        if (options.ToolChoice is not { } choice || !choice.StartsWith(OneFunction, StringComparison.Ordinal))
            return knob || options.ToolChoice == "required" ? first : null;

        var name = choice[OneFunction.Length..];
        return Array.Find(tools, tool => tool.Name == name) ?? throw new PlatformException(
            ErrorCode.InvalidValue,
            $"The tool choice names '{name}', which is not among the tools: offer it, or choose another.",
            "tool_choice");
    }

    /// <summary>A call with the smallest arguments that the tool's schema allows.</summary>
    public static ToolCallDelta Call(ToolDefinition tool) =>
        new(0, $"call_{Guid.NewGuid():N}", tool.Name, tool.Parameters is null ? "{}" : JsonSample.Of(tool.Parameters));
}
