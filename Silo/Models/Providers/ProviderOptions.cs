namespace Platform.Silo.Models.Providers;

/// <summary>How to reach a provider.</summary>
internal class ProviderOptions
{
    /// <summary>The key that the provider gave; none by default. Never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>An absolute http or https address in place of the provider's own.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The models to list, by the provider's names. Others can be asked for as well.</summary>
    public string[] Models { get; set; } = [];

    /// <summary>The same without the key.</summary>
    public override string ToString() =>
        $"{{ ApiKey = {(string.IsNullOrEmpty(ApiKey) ? "none" : "***")}, BaseUrl = {BaseUrl ?? "default"}, "
        + $"Models = [{string.Join(", ", Models)}] }}";
}
