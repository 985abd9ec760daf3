namespace Aspire.Hosting.ApplicationModel;

/// <summary>A path that every replica answers with a given status while it is healthy.</summary>
internal sealed class HttpHealthCheckAnnotation(string path, int statusCode) : IResourceAnnotation
{
    public string Path { get; } = path;

    public int StatusCode { get; } = statusCode;
}
