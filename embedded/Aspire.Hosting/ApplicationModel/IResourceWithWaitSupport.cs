namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource whose start can wait for another resource.</summary>
public interface IResourceWithWaitSupport : IResource;
