using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Listening to what happens to a resource.</summary>
public static class DistributedApplicationEventingExtensions
{
    /// <summary>Calls back once, when every replica of the resource is healthy for the first time.</summary>
    public static IResourceBuilder<T> OnResourceReady<T>(
        this IResourceBuilder<T> builder, Func<T, ResourceReadyEvent, CancellationToken, Task> callback)
        where T : IResource
    {
        builder.ApplicationBuilder.Eventing.Subscribe<ResourceReadyEvent>(
            builder.Resource, (@event, cancellationToken) => callback(builder.Resource, @event, cancellationToken));
        return builder;
    }
}
