using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orleans;

namespace Aspire.Hosting;

/// <summary>Adding an Orleans cluster to an application, and silos to the cluster.</summary>
public static class OrleansServiceExtensions
{
    /// <summary>Describes a cluster.</summary>
    public static OrleansService AddOrleans(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new OrleansService(name);
    }

    /// <summary>Sets the cluster's id: silos with the same id form one cluster.</summary>
    public static OrleansService WithClusterId(this OrleansService orleansServiceBuilder, string clusterId)
    {
        orleansServiceBuilder.ClusterId = clusterId;
        return orleansServiceBuilder;
    }

    /// <summary>Sets the service id: it outlives clusters and belongs to what is stored.</summary>
    public static OrleansService WithServiceId(this OrleansService orleansServiceBuilder, string serviceId)
    {
        orleansServiceBuilder.ServiceId = serviceId;
        return orleansServiceBuilder;
    }

    /// <summary>Sets how silos find each other.</summary>
    public static OrleansService WithClustering(this OrleansService orleansServiceBuilder, IProviderConfiguration provider)
    {
        orleansServiceBuilder.Clustering = provider;
        return orleansServiceBuilder;
    }

    /// <summary>The cluster as seen by a client.</summary>
    public static OrleansServiceClient AsClient(this OrleansService orleansService) => new(orleansService);

    /// <summary>Makes the processes of a resource silos of the cluster, each with ports of its own.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, OrleansService orleansService)
        where T : IResourceWithEnvironment, IResourceWithEndpoints =>
        builder.WithOrleans(orleansService)
            .WithEndpoint(new EndpointAnnotation("orleans-silo", "tcp", null, "Orleans__Endpoints__SiloPort"))
            .WithEndpoint(new EndpointAnnotation("orleans-gateway", "tcp", null, "Orleans__Endpoints__GatewayPort"));

    internal static IResourceBuilder<T> WithOrleans<T>(this IResourceBuilder<T> builder, OrleansService orleans)
        where T : IResourceWithEnvironment, IResourceWithEndpoints
    {
        if (orleans.Clustering is null)
            throw new InvalidOperationException($"The Orleans cluster '{orleans.Name}' has no clustering: call WithClustering(...) before it is referenced.");
        orleans.Clustering.ConfigureResource(builder, "Clustering");
        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables["Orleans__ClusterId"] = orleans.ClusterId;
            context.EnvironmentVariables["Orleans__ServiceId"] = orleans.ServiceId;
            context.EnvironmentVariables["Orleans__EnableDistributedTracing"] = "true";
        });
    }
}
