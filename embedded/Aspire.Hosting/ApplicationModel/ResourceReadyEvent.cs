using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Every replica of a resource was healthy for the first time.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">The app host's services.</param>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>The app host's services.</summary>
    public IServiceProvider Services => services;
}
