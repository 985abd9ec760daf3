namespace Platform.Api.Providers;

/// <summary>A tenant's own key of a model provider.</summary>
internal sealed record ProviderBody
{
    /// <summary>The key as the provider gave it: 1 to 512 printable characters without spaces. Required; never answered again.</summary>
    public string? ApiKey { get; init; }

    /// <summary>An http or https address in place of the one the operator has set up; only where the operator allows that.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The same without the key.</summary>
    public override string ToString() => $"{{ ApiKey = ***, BaseUrl = {BaseUrl ?? "default"} }}";
}
