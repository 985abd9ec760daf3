using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orleans;

/// <summary>Tells a silo or a client which provider to use for one purpose.</summary>
public interface IProviderConfiguration
{
    /// <summary>Sets the environment of a resource.</summary>
    /// <param name="resourceBuilder">The silo or client.</param>
    /// <param name="configSectionPath">The purpose, below the section <c>Orleans</c>: "Clustering".</param>
    void ConfigureResource<T>(IResourceBuilder<T> resourceBuilder, string configSectionPath)
        where T : IResourceWithEnvironment;
}
