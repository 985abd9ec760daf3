using Platform.Api.Json;

namespace Platform.Api.Agents;

/// <summary>An agent as its author writes it. <c>model</c> or <c>models</c> is required.</summary>
internal sealed record AgentBody
{
    /// <summary>A name for people, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The system message, up to 100 KB.</summary>
    public string? Instructions { get; init; }

    /// <summary>The model to ask: the same as <c>models</c> with one entry.</summary>
    public string? Model { get; init; }

    /// <summary>The models to ask, in order, the next when one fails: 1 to 8 names from <c>GET /v1/models</c>.</summary>
    public StringOrStrings? Models { get; init; }

    /// <summary>How to generate, tools included, unless a turn says otherwise.</summary>
    public OptionsBody? Options { get; init; }

    /// <summary>What a session does with a message while a turn runs: <c>queue</c> (default), <c>reject</c> or <c>interrupt</c>.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Messages kept per session, 2 to 10,000; default: the tenant's setting.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>Hours without a turn after which a session expires, 1 to 8,760; default: the tenant's setting.</summary>
    public int? TtlHours { get; init; }

    /// <summary>Free labels: up to 16, keys up to 64 and values up to 512 characters.</summary>
    public Dictionary<string, string?>? Metadata { get; init; }
}
