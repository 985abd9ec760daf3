namespace Platform.Api.Sessions;

/// <summary>The result of one tool call.</summary>
internal sealed record ToolResultBody
{
    /// <summary>The call's id. Required.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>The result as text, up to 100 KB. Required; may be empty.</summary>
    public string? Content { get; init; }
}
