namespace Platform.Silo.Models.Providers;

/// <summary>The addresses of providers.</summary>
internal static class ProviderAddress
{
    /// <summary>Whether it is an absolute http or https address without query and credentials.</summary>
    public static bool IsValid(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https" } and { Query: "", Fragment: "", UserInfo: "" };

    /// <summary>Where a provider is when no address is set; null for one that has no usual address.</summary>
    public static string? Usual(string provider) => provider switch
    {
        OpenAi.OpenAiProvider.Name => "https://api.openai.com/v1",
        Claude.ClaudeProvider.Name => "https://api.anthropic.com",
        _ => null,
    };
}
