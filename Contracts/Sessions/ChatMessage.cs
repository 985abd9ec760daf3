namespace Platform.Contracts.Sessions;

/// <summary>What is said: a message as it goes into a turn or to a model.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">The text; empty, never null, when an assistant message holds only tool calls.</param>
/// <param name="ToolCalls">Functions the assistant asks for; null when none.</param>
/// <param name="ToolCallId">For <see cref="ChatRole.Tool"/>: the call this is the result of.</param>
/// <param name="Name">The speaker's name, where the client gave one.</param>
[GenerateSerializer, Immutable, Alias("ChatMessage")]
public sealed record ChatMessage(
    [property: Id(0)] ChatRole Role,
    [property: Id(1)] string Content,
    [property: Id(2)] ToolCall[]? ToolCalls = null,
    [property: Id(3)] string? ToolCallId = null,
    [property: Id(4)] string? Name = null);
