namespace Platform.Contracts.Sessions;

/// <summary>A piece of a tool call as the model writes it.</summary>
/// <param name="Index">Which of the message's calls, from 0.</param>
/// <param name="Id">The call's id, in the call's first piece.</param>
/// <param name="Name">The function's name, in the call's first piece.</param>
/// <param name="Arguments">The next part of the arguments' JSON text.</param>
[GenerateSerializer, Immutable, Alias("ToolCallDelta")]
public sealed record ToolCallDelta(
    [property: Id(0)] int Index,
    [property: Id(1)] string? Id,
    [property: Id(2)] string? Name,
    [property: Id(3)] string Arguments);
