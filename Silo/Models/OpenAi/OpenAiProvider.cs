using Platform.Silo.Models.Providers;
using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.OpenAi;

/// <summary>Sets up the providers that speak OpenAI's protocol.</summary>
internal static class OpenAiProvider
{
    /// <summary>What the names of OpenAI's own models begin with.</summary>
    public const string Name = "openai";

    /// <summary>OpenAI itself: <c>openai/model</c>.</summary>
    public static RemoteProvider Create(ProviderOptions options, ModelGuard guard, ITenantCredentials tenants, TimeProvider time) => Create(
        Name,
        options,
        options.ApiKey is null
            ? $"OpenAI's models are not set up here: set {ModelOptions.Section}:OpenAI:ApiKey or OPENAI_API_KEY on the silos."
            : null,
        OpenAiDialect.Current,
        guard,
        tenants,
        time);

    /// <summary>Every other server: <c>compatible/server/model</c>.</summary>
    public static CompatibleProvider CreateCompatible(
        Dictionary<string, ProviderOptions> servers, ModelGuard guard, ITenantCredentials tenants, TimeProvider time) => new(
        servers.Select(server => Create(
            $"{CompatibleProvider.Prefix}/{server.Key}", server.Value, null, OpenAiDialect.Compatible, guard, tenants, time)));

    private static RemoteProvider Create(
        string name, ProviderOptions options, string? howToEnable, OpenAiDialect dialect, ModelGuard guard, ITenantCredentials tenants, TimeProvider time) => new(
        name,
        options,
        howToEnable,
        (http, id, credential) => new OpenAiModel(http, id, id[(name.Length + 1)..], credential with { BaseUrl = credential.BaseUrl ?? options.BaseUrl }, dialect),
        guard,
        tenants,
        time);
}
