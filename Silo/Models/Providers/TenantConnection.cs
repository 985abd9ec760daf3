using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.Providers;

/// <summary>
/// A provider as one tenant asks it with a key of its own: its models have their own time limits, retries and circuit
/// breakers, so that a key that fails is nobody else's trouble. Connections are shared, credentials never are.
/// </summary>
internal sealed class TenantConnection(HttpClient http, ProviderCredential credential)
{
    // Names come from callers: what is remembered of them stays bounded.
    private const int RememberedModels = 32;

    private readonly RecentlyUsed<ResilientModel> _models = new(RememberedModels);

    /// <summary>A model.</summary>
    /// <param name="id">Its whole name.</param>
    /// <param name="connect">Makes it when it is not remembered.</param>
    public ResilientModel Model(string id, Func<HttpClient, ProviderCredential, ResilientModel> connect) =>
        _models.TryGet(id, out var model) ? model : _models.Add(id, connect(http, credential));
}
