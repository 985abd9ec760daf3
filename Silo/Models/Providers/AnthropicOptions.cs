namespace Platform.Silo.Models.Providers;

/// <summary>How to reach Anthropic.</summary>
internal sealed class AnthropicOptions : ProviderOptions
{
    /// <summary>The least that <see cref="MaxOutputTokens"/> may be.</summary>
    public const int LeastMaxOutputTokens = 1;

    /// <summary>The most that <see cref="MaxOutputTokens"/> may be.</summary>
    public const int MostMaxOutputTokens = 1_000_000;

    /// <summary>
    /// The limit of tokens when the request sets none: Anthropic demands one, and counts what the model thinks. 1 to 1,000,000;
    /// 16,384 by default.
    /// </summary>
    public int MaxOutputTokens { get; set; } = 16_384;
}
