using Platform.Contracts.Sessions;

namespace Platform.Silo.Models;

/// <summary>A piece of a model's answer; any of its parts may be there.</summary>
/// <param name="Text">The next piece of text.</param>
/// <param name="ToolCall">The next piece of a tool call.</param>
/// <param name="FinishReason">Set on the last piece.</param>
/// <param name="Usage">The provider's figures, on the last piece where it gives them.</param>
internal readonly record struct ModelDelta(
    string? Text = null,
    ToolCallDelta? ToolCall = null,
    FinishReason? FinishReason = null,
    TokenUsage? Usage = null)
{
    /// <summary>
    /// Whether it holds nothing: a sign of life of a model that thinks. Only providers produce these; no caller sees one.
    /// </summary>
    public bool IsEmpty => Text is null && ToolCall is null && FinishReason is null && Usage is null;
}
