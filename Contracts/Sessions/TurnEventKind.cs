namespace Platform.Contracts.Sessions;

/// <summary>What a <see cref="TurnEvent"/> tells.</summary>
[GenerateSerializer, Alias("TurnEventKind")]
public enum TurnEventKind
{
    /// <summary>The turn has an id and runs.</summary>
    Started,

    /// <summary>A piece of text.</summary>
    TextDelta,

    /// <summary>A piece of a tool call: the first carries id and name, all may carry a part of the arguments.</summary>
    ToolCallDelta,

    /// <summary>The end, after the turn was stored: completed or cancelled.</summary>
    Ended,

    /// <summary>The end, and nothing was stored.</summary>
    Failed,
}
