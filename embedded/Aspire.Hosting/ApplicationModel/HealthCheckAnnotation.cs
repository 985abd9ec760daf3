namespace Aspire.Hosting.ApplicationModel;

/// <summary>A health check of the app host's own services that speaks for the whole resource.</summary>
internal sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}
