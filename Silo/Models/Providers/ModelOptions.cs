using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.Providers;

/// <summary>The section <c>Platform:Models</c>: which providers this silo can reach, and how patient it is with them.</summary>
internal sealed class ModelOptions
{
    /// <summary>Where the options stand in the configuration.</summary>
    public const string Section = "Platform:Models";

    /// <summary>OpenAI. Key and address default to <c>OPENAI_API_KEY</c> and <c>OPENAI_BASE_URL</c>.</summary>
    public ProviderOptions OpenAI { get; set; } = new();

    /// <summary>Anthropic. The key defaults to <c>ANTHROPIC_API_KEY</c>.</summary>
    public AnthropicOptions Anthropic { get; set; } = new();

    /// <summary>
    /// Servers that speak OpenAI's protocol, by the name they have in <c>compatible/name/model</c>: lower-case letters, digits, hyphens.
    /// </summary>
    public Dictionary<string, ProviderOptions> Compatible { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether tenants may send their own keys to addresses of their own. Off by default: such an address makes the silos send
    /// requests wherever a tenant wants, also into their own network.
    /// </summary>
    public bool AllowTenantBaseUrls { get; set; }

    /// <summary>Time limits, retries and circuit breaker; the same for every provider.</summary>
    public ResilienceOptions Resilience { get; set; } = new();
}
