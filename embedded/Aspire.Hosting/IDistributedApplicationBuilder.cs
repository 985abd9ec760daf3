using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Collects the resources of a distributed application.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Settings: environment variables, then command line arguments (the later wins).</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the app host's project file.</summary>
    string AppHostDirectory { get; }

    /// <summary>Services of the app host itself, health checks for example. Not shared with the resources.</summary>
    IServiceCollection Services { get; }

    /// <summary>Where to listen for what happens to the resources.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>The resources added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="DistributedApplicationException">The name is taken by another resource.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Ends the composition. Nothing runs before <see cref="DistributedApplication.RunAsync"/> or <see cref="DistributedApplication.StartAsync"/>.</summary>
    DistributedApplication Build();
}
