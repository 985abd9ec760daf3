using Platform.Contracts.Models;

namespace Platform.Silo.Models.Providers;

/// <summary>All servers that speak OpenAI's protocol: <c>compatible/name/model</c>.</summary>
internal sealed class CompatibleProvider(IEnumerable<RemoteProvider> servers) : IModelProvider, IDisposable
{
    /// <summary>What the names of their models begin with.</summary>
    public const string Prefix = "compatible";

    private readonly Dictionary<string, RemoteProvider> _servers = servers.ToDictionary(server => server.Name, StringComparer.Ordinal);

    public string Name => Prefix;

    public IChatModel? Find(string id) => ServerOf(id)?.Find(id);

    public ValueTask<IChatModel?> FindFor(string id, string tenantId) => ServerOf(id)?.FindFor(id, tenantId) ?? default;

    public Task Connect(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Task.WhenAll(_servers.Values.Select(server => server.Connect(ids, cancellationToken)));

    public string ExplainMissing(string id) => ServerOf(id)?.ExplainMissing(id)
        ?? $"No compatible server of this name is set up here: a name is {Prefix}/<server>/<model>, and the setting that adds a server is "
        + $"{ModelOptions.Section}:Compatible:<server>:BaseUrl.";

    public IEnumerable<ModelInfo> List() => _servers.Values.SelectMany(server => server.List());

    public void Dispose()
    {
        foreach (var server in _servers.Values)
            server.Dispose();
    }

    private RemoteProvider? ServerOf(string id) =>
        id.IndexOf('/', Prefix.Length + 1) is > 0 and var slash ? _servers.GetValueOrDefault(id[..slash]) : null;
}
