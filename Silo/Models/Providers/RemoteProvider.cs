using Platform.Contracts.Errors;
using Platform.Contracts.Models;
using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.Providers;

/// <summary>
/// A provider behind HTTP. Every model of it has its own time limits, retries and circuit breaker, and for each tenant with a
/// key of its own once more. A tenant's key serves that tenant also when the operator has not set the provider up.
/// </summary>
internal sealed class RemoteProvider : IModelProvider, IDisposable
{
    /// <summary>The longest name of a model, the provider's part not counted.</summary>
    public const int MaxModelName = 200;

    // Names come from callers: what is remembered of them stays bounded.
    private const int RememberedModels = 256;
    private const int RememberedTenants = 1_000;

    private readonly ProviderOptions _options;
    private readonly string? _howToEnable;
    private readonly Func<HttpClient, string, ProviderCredential, IChatModel> _connect;
    private readonly ModelGuard _guard;
    private readonly ITenantCredentials _tenants;
    private readonly TimeProvider _time;
    private readonly SocketsHttpHandler _connections = ProviderHttp.CreateConnections();
    private readonly ProviderCredential _own;
    private readonly HttpClient _http;
    private readonly DateTimeOffset _since;
    private readonly RecentlyUsed<RemoteModel> _models = new(RememberedModels);
    private readonly RecentlyUsed<ResilientModel> _ownModels = new(RememberedModels);
    private readonly RecentlyUsed<TenantConnection> _connected = new(RememberedTenants);

    /// <summary>A provider.</summary>
    /// <param name="name">What its models' names begin with: <c>openai</c>, <c>compatible/local</c>.</param>
    /// <param name="options">How to reach it.</param>
    /// <param name="howToEnable">For a provider that is not set up: what to set. Null for one that is.</param>
    /// <param name="connect">Makes a model from the HTTP client, the model's whole name, and the key to ask with.</param>
    /// <param name="guard">Adds time limits, retries and breaker.</param>
    /// <param name="tenants">The keys that tenants have of their own.</param>
    /// <param name="time">The clock.</param>
    public RemoteProvider(
        string name,
        ProviderOptions options,
        string? howToEnable,
        Func<HttpClient, string, ProviderCredential, IChatModel> connect,
        ModelGuard guard,
        ITenantCredentials tenants,
        TimeProvider time)
    {
        Name = name;
        _options = options;
        _howToEnable = howToEnable;
        _connect = connect;
        _guard = guard;
        _tenants = tenants;
        _time = time;
        _own = new ProviderCredential(options.ApiKey, options.BaseUrl);
        _http = ProviderHttp.CreateClient(_connections, _own, time);
        _since = time.GetUtcNow();
    }

    public string Name { get; }

    /// <summary>Whether this can be the name of a model at any provider: printable ASCII without spaces.</summary>
    public static bool IsModelName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxModelName && !name.ContainsAnyExceptInRange('!', '~');

    public IChatModel? Find(string id) => _howToEnable is null ? Model(id) : null;

    public async ValueTask<IChatModel?> FindFor(string id, string tenantId) =>
        _howToEnable is null || await _tenants.Find(tenantId, Name).ConfigureAwait(false) is not null ? Model(id) : null;

    public async Task Connect(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        // Also when only tenants have a key: the connections are shared, and carry none.
        if (ids.Any(id => id.StartsWith(Name + '/', StringComparison.Ordinal)) && (_options.BaseUrl ?? ProviderAddress.Usual(Name)) is { } address)
            await ProviderHttp.Open(_connections, new Uri(address), cancellationToken).ConfigureAwait(false);
    }

    public string ExplainMissing(string id) => _howToEnable is null
        ? $"The provider {Name} has no model of this name."
        : $"{_howToEnable} A tenant can use it with a key of its own: PUT /v1/providers/{Name}.";

    public IEnumerable<ModelInfo> List() => _howToEnable is not null
        ? []
        : _options.Models.Distinct(StringComparer.Ordinal).Select(
            model => new ModelInfo($"{Name}/{model}", Name, _since, $"The model {model} of the provider {Name}."));

    public void Dispose()
    {
        _http.Dispose();
        _connections.Dispose();
    }

    private RemoteModel Model(string id)
    {
        if (_models.TryGet(id, out var model))
            return model;
        if (!IsModelName(id.AsSpan(Name.Length + 1)))
        {
            throw new PlatformException(
                ErrorCode.InvalidValue,
                $"After '{Name}/' a model's name has 1 to {MaxModelName} printable ASCII characters without spaces.",
                "model");
        }

        return _models.Add(id, new RemoteModel(id, tenantId => Choose(id, tenantId)));
    }

    private ValueTask<IChatModel> Choose(string id, string tenantId)
    {
        var found = _tenants.Find(tenantId, Name);
        return found.IsCompletedSuccessfully ? new(Choose(id, found.Result)) : Wait();

        async ValueTask<IChatModel> Wait() => Choose(id, await found.ConfigureAwait(false));
    }

    private IChatModel Choose(string id, ProviderCredential? tenants)
    {
        if (tenants is not null)
            return Connection(tenants).Model(id, (http, credential) => Protected(http, id, credential));
        if (_howToEnable is null)
            return _ownModels.TryGet(id, out var own) ? own : _ownModels.Add(id, Protected(_http, id, _own));
        throw new PlatformException(ErrorCode.ProviderFailed, $"{id}: the tenant's own key was deleted before the turn began. {ExplainMissing(id)}");
    }

    private TenantConnection Connection(ProviderCredential credential)
    {
        var name = $"{credential.TenantId}/{credential.Stamp}";
        return _connected.TryGet(name, out var connection)
            ? connection
            : _connected.Add(name, new TenantConnection(ProviderHttp.CreateClient(_connections, credential, _time), credential));
    }

    private ResilientModel Protected(HttpClient http, string id, ProviderCredential credential)
    {
        // A caller can make up names: only the configured ones become a dimension of metrics.
        var name = id[(Name.Length + 1)..];
        var label = Array.IndexOf(_options.Models, name) >= 0 ? name : "_OTHER";
        return _guard.Protect(_connect(http, id, credential), Name, label, credential.TenantId);
    }
}
