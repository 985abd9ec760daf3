using Platform.Contracts.Errors;
using Platform.Contracts.Models;
using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models.Providers;

/// <summary>A provider behind HTTP. Every model of it has its own time limits, retries and circuit breaker.</summary>
internal sealed class RemoteProvider : IModelProvider, IDisposable
{
    /// <summary>The longest name of a model, the provider's part not counted.</summary>
    public const int MaxModelName = 200;

    // Names come from callers: what is remembered of them stays bounded.
    private const int RememberedModels = 256;

    private readonly ProviderOptions _options;
    private readonly string? _howToEnable;
    private readonly Func<HttpClient, string, IChatModel> _connect;
    private readonly ModelGuard _guard;
    private readonly HttpClient _http;
    private readonly DateTimeOffset _since;
    private readonly RecentlyUsed<ResilientModel> _models = new(RememberedModels);

    /// <summary>A provider.</summary>
    /// <param name="name">What its models' names begin with: <c>openai</c>, <c>compatible/local</c>.</param>
    /// <param name="options">How to reach it.</param>
    /// <param name="howToEnable">For a provider that is not set up: what to set. Null for one that is.</param>
    /// <param name="connect">Makes a model from the HTTP client and the model's whole name.</param>
    /// <param name="guard">Adds time limits, retries and breaker.</param>
    /// <param name="time">The clock.</param>
    public RemoteProvider(
        string name,
        ProviderOptions options,
        string? howToEnable,
        Func<HttpClient, string, IChatModel> connect,
        ModelGuard guard,
        TimeProvider time)
    {
        Name = name;
        _options = options;
        _howToEnable = howToEnable;
        _connect = connect;
        _guard = guard;
        _http = ProviderHttp.CreateClient(options.ApiKey, time);
        _since = time.GetUtcNow();
    }

    public string Name { get; }

    /// <summary>Whether this can be the name of a model at any provider: printable ASCII without spaces.</summary>
    public static bool IsModelName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxModelName && !name.ContainsAnyExceptInRange('!', '~');

    public IChatModel? Find(string id)
    {
        if (_howToEnable is not null)
            return null;
        if (_models.TryGet(id, out var model))
            return model;

        var name = id[(Name.Length + 1)..];
        if (!IsModelName(name))
        {
            throw new PlatformException(
                ErrorCode.InvalidValue,
                $"After '{Name}/' a model's name has 1 to {MaxModelName} printable ASCII characters without spaces.",
                "model");
        }

        // A caller can make up names: only the configured ones become a dimension of metrics.
        var label = Array.IndexOf(_options.Models, name) >= 0 ? name : "_OTHER";
        return _models.Add(id, _guard.Protect(_connect(_http, id), Name, label));
    }

    public string ExplainMissing(string id) => _howToEnable ?? $"The provider {Name} has no model of this name.";

    public IEnumerable<ModelInfo> List() => _howToEnable is not null
        ? []
        : _options.Models.Distinct(StringComparer.Ordinal).Select(
            model => new ModelInfo($"{Name}/{model}", Name, _since, $"The model {model} of the provider {Name}."));

    public void Dispose() => _http.Dispose();
}
