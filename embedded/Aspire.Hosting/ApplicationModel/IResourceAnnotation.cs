namespace Aspire.Hosting.ApplicationModel;

/// <summary>A fact about a resource: an endpoint, an environment variable, something to wait for.</summary>
public interface IResourceAnnotation;
