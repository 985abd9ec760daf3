using System.Text.Json.Serialization;
using Platform.Contracts.Sessions;

namespace Platform.Api.Conversations;

/// <summary>A conversation: what the OpenAI wire format shows of a session.</summary>
internal sealed record ConversationView
{
    /// <summary>Its id, which is the session's.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always <c>conversation</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "conversation";

    /// <summary>When it was created, in seconds since 1970.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>Its labels.</summary>
    [JsonPropertyName("metadata")]
    public required Dictionary<string, string> Metadata { get; init; }

    /// <summary>The view of a session.</summary>
    public static ConversationView Of(SessionInfo session) =>
        new() { Id = session.Id, CreatedAt = session.CreatedAt.ToUnixTimeSeconds(), Metadata = session.Metadata };
}
