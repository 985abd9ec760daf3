using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource whose endpoints others can find by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
