namespace Aspire.Hosting.ApplicationModel;

/// <summary>One endpoint of a resource: every replica listens on a port of its own, others see one proxied port.</summary>
internal sealed class EndpointAnnotation(string name, string scheme, int? port, string? portVariable) : IResourceAnnotation, IValueProvider
{
    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; } = name;

    /// <summary>"http", or "tcp" for an endpoint that replicas dial directly.</summary>
    public string Scheme { get; } = scheme;

    /// <summary>The wanted public port; null for any free one.</summary>
    public int? Port { get; } = port;

    /// <summary>The environment variable that tells a replica its own port; null for <c>ASPNETCORE_URLS</c>.</summary>
    public string? PortVariable { get; } = portVariable;

    /// <summary>Whether clients outside this machine's composition use it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The proxied port; set when the proxy listens.</summary>
    public int? AllocatedPort { get; set; }

    public bool IsHttp => Scheme == "http";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<string?>($"{Scheme}://localhost:{AllocatedPort}");
}
