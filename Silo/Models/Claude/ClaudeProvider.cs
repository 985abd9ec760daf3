using Platform.Silo.Models.Providers;
using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.Claude;

/// <summary>Sets up Anthropic: <c>anthropic/model</c>.</summary>
internal static class ClaudeProvider
{
    /// <summary>What the names of its models begin with.</summary>
    public const string Name = "anthropic";

    /// <summary>The provider.</summary>
    public static RemoteProvider Create(AnthropicOptions options, ModelGuard guard, ITenantCredentials tenants, TimeProvider time) => new(
        Name,
        options,
        options.ApiKey is null
            ? $"Anthropic's models are not set up here: set {ModelOptions.Section}:Anthropic:ApiKey or ANTHROPIC_API_KEY on the silos."
            : null,
        (http, id, credential) => new ClaudeModel(
            http, id, id[(Name.Length + 1)..], credential with { BaseUrl = credential.BaseUrl ?? options.BaseUrl }, options.MaxOutputTokens),
        guard,
        tenants,
        time);
}
