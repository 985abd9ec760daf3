using System.Text.Json.Serialization;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>A piece of a tool call.</summary>
internal sealed record ToolCallDeltaView
{
    /// <summary>Which of the message's calls, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The call's id, in its first piece.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>The function, in its first piece.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The next part of the arguments' JSON text.</summary>
    public required string Arguments { get; init; }

    /// <summary>The view of a piece.</summary>
    public static ToolCallDeltaView Of(ToolCallDelta delta) =>
        new() { Index = delta.Index, Id = delta.Id, Name = delta.Name, Arguments = delta.Arguments };
}
