using System.Text.Json.Serialization;
using Platform.Contracts.Agents;
using Platform.Contracts.Models;

namespace Platform.Api.Models;

/// <summary>A model, in the OpenAI wire format with a description added.</summary>
internal sealed record ModelView
{
    /// <summary>What precedes the id of an agent that is used as a model.</summary>
    public const string AgentPrefix = "agent/";

    /// <summary>What a request names.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always <c>model</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "model";

    /// <summary>Since when it is known, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    /// <summary>The provider, or the tenant for its agents.</summary>
    [JsonPropertyName("owned_by")]
    public required string OwnedBy { get; init; }

    /// <summary>One sentence; says so when it is a test model.</summary>
    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>A model of the catalogue.</summary>
    public static ModelView Of(ModelInfo model) => new()
    {
        Id = model.Id,
        Created = model.CreatedAt.ToUnixTimeSeconds(),
        OwnedBy = model.OwnedBy,
        Description = model.Description,
    };

    /// <summary>An agent of a tenant.</summary>
    public static ModelView Of(AgentDefinition agent, string tenantId) => new()
    {
        Id = AgentPrefix + agent.Id,
        Created = agent.CreatedAt.ToUnixTimeSeconds(),
        OwnedBy = tenantId,
        Description = agent.Settings.Name ?? "An agent.",
    };
}
