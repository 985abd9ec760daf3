namespace Platform.Contracts.Sessions;

/// <summary>Why the model stopped.</summary>
[GenerateSerializer, Alias("FinishReason")]
public enum FinishReason
{
    /// <summary>It was done, or reached a stop sequence.</summary>
    Stop,

    /// <summary>It reached the limit of tokens.</summary>
    Length,

    /// <summary>It asks for tools.</summary>
    ToolCalls,

    /// <summary>A content filter cut it off.</summary>
    ContentFilter,
}
