using Platform.Contracts.Sessions;

namespace Platform.Silo.Erasure;

/// <summary>A message as an export has it: what the list of a session's messages shows, and the session.</summary>
internal sealed record ExportedMessage
{
    public required string SessionId { get; init; }

    public required string Id { get; init; }

    public required long Seq { get; init; }

    public required string TurnId { get; init; }

    public required ChatRole Role { get; init; }

    public required string Content { get; init; }

    public ToolCall[]? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }

    public string? Name { get; init; }

    public required TurnStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The message of a session.</summary>
    public static ExportedMessage Of(string sessionId, StoredMessage stored) => new()
    {
        SessionId = sessionId,
        Id = stored.Id,
        Seq = stored.Seq,
        TurnId = stored.TurnId,
        Role = stored.Message.Role,
        Content = stored.Message.Content,
        ToolCalls = stored.Message.ToolCalls,
        ToolCallId = stored.Message.ToolCallId,
        Name = stored.Message.Name,
        Status = stored.Status,
        CreatedAt = stored.CreatedAt,
    };
}
