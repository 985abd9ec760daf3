namespace Aspire.Hosting.ApplicationModel;

internal sealed class WaitAnnotation(IResource dependency) : IResourceAnnotation
{
    public IResource Dependency { get; } = dependency;
}
