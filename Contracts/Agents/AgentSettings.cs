using Platform.Contracts.Sessions;

namespace Platform.Contracts.Agents;

/// <summary>What an agent is, as its author writes it.</summary>
[GenerateSerializer, Immutable, Alias("AgentSettings")]
public sealed record AgentSettings
{
    /// <summary>A name for people, up to 200 characters.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>The system message, up to 100 KB.</summary>
    [Id(1)]
    public string? Instructions { get; init; }

    /// <summary>The models to ask, in order: the next when one fails. 1 to 8, as the catalogue names them.</summary>
    [Id(2)]
    public required string[] Models { get; init; }

    /// <summary>How to generate, unless a turn says otherwise; its tools are the agent's tools.</summary>
    [Id(3)]
    public GenerationOptions Options { get; init; } = new();

    /// <summary>What a session does with a message while a turn runs.</summary>
    [Id(4)]
    public ConcurrencyPolicy Concurrency { get; init; }

    /// <summary>Messages kept per session, 2 to 10,000; null: the tenant's setting.</summary>
    [Id(5)]
    public int? MaxMessages { get; init; }

    /// <summary>Hours without a turn after which a session expires, 1 to 8,760; null: the tenant's setting.</summary>
    [Id(6)]
    public int? TtlHours { get; init; }

    /// <summary>Free labels: up to 16, keys up to 64 and values up to 512 characters.</summary>
    [Id(7)]
    public Dictionary<string, string>? Metadata { get; init; }
}
