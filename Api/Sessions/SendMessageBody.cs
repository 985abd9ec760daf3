using Platform.Api.Agents;
using Platform.Api.Json;

namespace Platform.Api.Sessions;

/// <summary>One turn: what the user says, or the results of the tools that the model asked for.</summary>
internal sealed record SendMessageBody : IHashedBody
{
    /// <summary>What the user says, up to 100 KB. Required unless <c>toolResults</c> is sent.</summary>
    public string? Content { get; init; }

    /// <summary>The speaker's name, 1 to 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The results of the calls in the last answer, in place of <c>content</c>.</summary>
    public ToolResultBody?[]? ToolResults { get; init; }

    /// <summary>Whether to answer with server-sent events; default: whether <c>Accept</c> names <c>text/event-stream</c>.</summary>
    public bool? Stream { get; init; }

    /// <summary>The model in place of the agent's.</summary>
    public string? Model { get; init; }

    /// <summary>The agent in place of the session's.</summary>
    public string? AgentId { get; init; }

    /// <summary>How to generate, in place of the agent's settings.</summary>
    public OptionsBody? Options { get; init; }

    /// <summary>What to do when the session is busy: <c>queue</c>, <c>reject</c> or <c>interrupt</c>; default: the session's policy.</summary>
    public string? Concurrency { get; init; }

    /// <summary>How many seconds the turn may wait in a busy session before it is dropped, 1 to 3,600; default: the platform's setting.</summary>
    public int? QueueTtlSeconds { get; init; }

    /// <summary>What to do when the caller goes away: <c>finish</c> (default) or <c>cancel</c>.</summary>
    public string? OnDisconnect { get; init; }
}
