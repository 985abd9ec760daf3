using Aspire.Hosting.Orleans;

namespace Platform.AppHost.Redis;

/// <summary>
/// Clustering through Redis, however that Redis came to be. Orleans would take the provider's name from the type of the
/// resource, which says how Redis is started, not what it is.
/// </summary>
internal sealed class RedisClustering(IResourceBuilder<IResourceWithConnectionString> redis) : IProviderConfiguration
{
    public void ConfigureResource<T>(IResourceBuilder<T> resourceBuilder, string configSectionPath)
        where T : IResourceWithEnvironment =>
        resourceBuilder
            .WithEnvironment($"Orleans__{configSectionPath}__ProviderType", "Redis")
            .WithEnvironment($"Orleans__{configSectionPath}__ServiceKey", redis.Resource.Name)
            .WithReference(redis);
}
