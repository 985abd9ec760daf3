namespace Platform.Contracts.Providers;

/// <summary>A tenant's own key of a model provider, on its way to where it is encrypted.</summary>
/// <param name="ApiKey">The key as the provider gave it: 1 to 512 printable ASCII characters without spaces.</param>
/// <param name="BaseUrl">The address in place of the one the operator has set up; null: that one.</param>
[GenerateSerializer, Immutable, Alias("NewProviderKey")]
public sealed record NewProviderKey(
    [property: Id(0)] string ApiKey,
    [property: Id(1)] string? BaseUrl)
{
    /// <summary>The most characters of a key: 512.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>The most characters of an address: 500.</summary>
    public const int MaxBaseUrlLength = 500;

    /// <summary>The same without the key.</summary>
    public override string ToString() => $"{{ ApiKey = ***, BaseUrl = {BaseUrl ?? "default"} }}";
}
