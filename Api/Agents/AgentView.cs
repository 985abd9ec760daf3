using System.Text.Json;
using Platform.Api.Json;
using Platform.Contracts.Agents;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;

namespace Platform.Api.Agents;

/// <summary>One version of an agent.</summary>
internal sealed record AgentView
{
    /// <summary>The agent's id.</summary>
    public required string Id { get; init; }

    /// <summary>1 for the first version, up by one with each change.</summary>
    public required int Version { get; init; }

    /// <summary>Whether sessions use this version.</summary>
    public required bool Active { get; init; }

    /// <summary>When the version was stored (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The system message.</summary>
    public string? Instructions { get; init; }

    /// <summary>The models to ask, in order.</summary>
    public required string[] Models { get; init; }

    /// <summary>How to generate.</summary>
    public required OptionsBody Options { get; init; }

    /// <summary>What a session does with a message while a turn runs.</summary>
    public required string Concurrency { get; init; }

    /// <summary>Messages kept per session; null: the tenant's setting.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>Hours without a turn after which a session expires; null: the tenant's setting.</summary>
    public int? TtlHours { get; init; }

    /// <summary>Free labels.</summary>
    public required Dictionary<string, string> Metadata { get; init; }

    /// <summary>The view of a version.</summary>
    public static AgentView Of(AgentDefinition agent) => new()
    {
        Id = agent.Id,
        Version = agent.Version,
        Active = agent.Active,
        CreatedAt = agent.CreatedAt.UtcDateTime,
        Name = agent.Settings.Name,
        Instructions = agent.Settings.Instructions,
        Models = agent.Settings.Models,
        Options = Of(agent.Settings.Options),
        Concurrency = WireName<ConcurrencyPolicy>.Of(agent.Settings.Concurrency),
        MaxMessages = agent.Settings.MaxMessages,
        TtlHours = agent.Settings.TtlHours,
        Metadata = agent.Settings.Metadata ?? [],
    };

    private static OptionsBody Of(GenerationOptions options) => new()
    {
        Temperature = options.Temperature,
        TopP = options.TopP,
        MaxOutputTokens = options.MaxOutputTokens,
        Stop = options.Stop is null ? null : new StringOrStrings(options.Stop),
        Seed = options.Seed,
        Tools = options.Tools is null ? null : Array.ConvertAll(options.Tools, Of),
        ToolChoice = options.ToolChoice,
        ParallelToolCalls = options.ParallelToolCalls,
        ResponseFormat = Parsed(options.ResponseFormat),
    };

    private static ToolBody Of(ToolDefinition tool) => new()
    {
        Name = tool.Name,
        Description = tool.Description,
        Parameters = Parsed(tool.Parameters),
        Strict = tool.Strict,
    };

    private static JsonElement? Parsed(string? json) => json is null ? null : JsonElement.Parse(json);
}
