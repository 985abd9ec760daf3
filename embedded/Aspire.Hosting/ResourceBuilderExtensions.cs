using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What most resources can be given: environment, arguments, endpoints, health checks, an order.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Sets an environment variable; null sets it to nothing.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context => context.EnvironmentVariables[name] = value ?? string.Empty);

    /// <summary>Sets an environment variable to the value of a parameter.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context => context.EnvironmentVariables[name] = parameter.Resource);

    /// <summary>Sets environment variables each time a process of the resource starts. Later calls see and replace what earlier ones set.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Action<EnvironmentCallbackContext> callback)
        where T : IResourceWithEnvironment =>
        builder.With(new EnvironmentCallbackAnnotation(callback));

    /// <summary>Appends command line arguments.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs =>
        builder.With(new ArgumentsAnnotation(args));

    /// <summary>
    /// Tells a resource how to reach another: <c>ConnectionStrings__{name}</c>, and <c>{NAME}_{PART}</c> for each part of it.
    /// </summary>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The resource that is reached.</param>
    /// <param name="connectionName">The name to use; null for the resource's own.</param>
    /// <param name="optional">Not supported by the stand-in: a connection string always exists.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        if (optional)
            throw new NotSupportedException("A connection string always exists here: leave optional at its default.");
        var name = connectionName ?? source.Resource.Name;
        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables[$"ConnectionStrings__{name}"] = source.Resource;
            foreach (var (part, value) in source.Resource.GetConnectionProperties())
                context.EnvironmentVariables[VariableName($"{name}_{part}")] = value;
        });
    }

    /// <summary>
    /// Tells a resource the proxied endpoints of another: <c>services__{name}__{scheme}__{index}</c>, and <c>{NAME}_{ENDPOINT}</c>.
    /// </summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            foreach (var endpoints in source.Resource.Annotations.OfType<EndpointAnnotation>().GroupBy(endpoint => endpoint.Scheme))
            {
                foreach (var (index, endpoint) in endpoints.Index())
                {
                    context.EnvironmentVariables[$"services__{source.Resource.Name}__{endpoint.Scheme}__{index}"] = endpoint;
                    context.EnvironmentVariables[VariableName($"{source.Resource.Name}_{endpoint.Name}")] = endpoint;
                }
            }
        });

    /// <summary>Gives every replica an HTTP port of its own, and the resource one port that spreads connections over them.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The common port; null for any free one.</param>
    /// <param name="targetPort">Not supported by the stand-in: replicas cannot share a port.</param>
    /// <param name="name">The name of the endpoint; null for "http".</param>
    /// <param name="env">The environment variable that gets a replica's own port; null for <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="isProxied">Must be true in the stand-in.</param>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
        where T : IResourceWithEndpoints
    {
        if (targetPort is not null || !isProxied)
            throw new NotSupportedException($"Endpoints are always proxied here: leave targetPort and isProxied of '{builder.Resource.Name}' at their defaults.");
        return builder.WithEndpoint(new EndpointAnnotation(name ?? "http", "http", port, env));
    }

    /// <summary>Marks the HTTP endpoints stated so far as meant for clients outside the application.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsHttp))
            endpoint.IsExternal = true;
        return builder;
    }

    /// <summary>A replica is healthy while a GET of a path is answered with a status. Each replica is asked directly.</summary>
    /// <param name="builder">The resource; it must have an HTTP endpoint.</param>
    /// <param name="path">The path; null for "/".</param>
    /// <param name="statusCode">The status; null for 200.</param>
    /// <param name="endpointName">Not supported by the stand-in: the first HTTP endpoint is asked.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        if (endpointName is not null)
            throw new NotSupportedException("The health check asks the first HTTP endpoint: leave endpointName at its default.");
        if (!builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsHttp))
            throw new DistributedApplicationException($"'{builder.Resource.Name}' has no HTTP endpoint to check: call WithHttpEndpoint() first.");
        return builder.With(new HttpHealthCheckAnnotation(path ?? "/", statusCode ?? 200));
    }

    /// <summary>The resource is healthy while a health check of <see cref="IDistributedApplicationBuilder.Services"/> is.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name under which the health check is registered.</param>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource =>
        builder.With(new HealthCheckAnnotation(key));

    /// <summary>Starts the resource only when every replica of another is healthy; at shutdown this one is stopped first.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport =>
        builder.With(new WaitAnnotation(dependency.Resource));

    internal static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, EndpointAnnotation endpoint)
        where T : IResourceWithEndpoints =>
        builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(other => other.Name == endpoint.Name)
            ? throw new DistributedApplicationException($"'{builder.Resource.Name}' already has an endpoint '{endpoint.Name}'.")
            : builder.With(endpoint);

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, IResourceAnnotation annotation)
        where T : IResource
    {
        builder.Resource.Annotations.Add(annotation);
        return builder;
    }

    private static string VariableName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
