using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The environment variables of one process of a resource.</summary>
internal static class ReplicaEnvironment
{
    /// <summary>Asks the resource's callbacks and adds what differs from replica to replica.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="replica">The name of the replica.</param>
    /// <param name="ports">The replica's own port for each endpoint.</param>
    /// <param name="cancellationToken">The start is given up.</param>
    public static async Task<Dictionary<string, string>> BuildAsync(
        IResource resource, string replica, IReadOnlyDictionary<EndpointAnnotation, int> ports, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>();
        if (resource is ProjectResource)
        {
            environment["OTEL_SERVICE_NAME"] = resource.Name;
            environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={replica}";
        }

        foreach (var (endpoint, port) in ports)
        {
            if (endpoint.PortVariable is not null)
                environment[endpoint.PortVariable] = $"{port}";
        }

        var urls = ports.Where(port => port.Key is { IsHttp: true, PortVariable: null }).Select(port => $"http://127.0.0.1:{port.Value}");
        if (string.Join(';', urls) is { Length: > 0 } joined)
            environment["ASPNETCORE_URLS"] = joined;

        var context = new EnvironmentCallbackContext(cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            annotation.Callback(context);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            environment[name] = value is IValueProvider provider
                ? await provider.GetValueAsync(cancellationToken) ?? string.Empty
                : value.ToString() ?? string.Empty;
        }

        return environment;
    }
}
