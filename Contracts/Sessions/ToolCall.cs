namespace Platform.Contracts.Sessions;

/// <summary>A function that the model asks the caller to run.</summary>
/// <param name="Id">The call's id; its result refers to it.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">Its arguments, a JSON object as text, as the model wrote it.</param>
[GenerateSerializer, Immutable, Alias("ToolCall")]
public sealed record ToolCall(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Arguments)
{
    /// <summary>Which of its message's calls it was, from 0, where calls before it were taken out; null: its place is where it stands.</summary>
    [Id(3)]
    public int? Place { get; init; }

    /// <summary>How many characters of its message's text the model wrote before it; null: all of them.</summary>
    [Id(4)]
    public int? TextBefore { get; init; }
}
