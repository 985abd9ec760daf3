namespace Platform.Contracts.Providers;

/// <summary>A tenant's own key of a model provider as its owner sees it: everything but the key.</summary>
/// <param name="Name">The provider, as models' names begin: <c>openai</c>, <c>anthropic</c>, <c>compatible/server</c>.</param>
/// <param name="Hint">The last four characters of the key; of one so short that they would tell too much, <c>***</c>.</param>
/// <param name="BaseUrl">The address in place of the one the operator has set up; null: that one.</param>
/// <param name="CreatedAt">When this key was set (UTC).</param>
[GenerateSerializer, Immutable, Alias("ProviderKeyInfo")]
public sealed record ProviderKeyInfo(
    [property: Id(0)] string Name,
    [property: Id(1)] string Hint,
    [property: Id(2)] string? BaseUrl,
    [property: Id(3)] DateTimeOffset CreatedAt);
