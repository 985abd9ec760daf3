using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

internal static class StartOrder
{
    /// <summary>Orders resources so that each comes after those it waits for.</summary>
    /// <exception cref="DistributedApplicationException">Resources wait for each other.</exception>
    public static List<IResource> Of(IReadOnlyList<IResource> resources)
    {
        var ordered = new List<IResource>();
        var path = new List<IResource>();
        foreach (var resource in resources)
            Visit(resource);
        return ordered;

        void Visit(IResource resource)
        {
            if (ordered.Contains(resource))
                return;
            path.Add(resource);
            if (path.IndexOf(resource) != path.Count - 1)
                throw new DistributedApplicationException($"Resources wait for each other: {string.Join(" -> ", path.Select(step => step.Name))}.");
            foreach (var dependency in DependenciesOf(resource))
                Visit(dependency);
            path.RemoveAt(path.Count - 1);
            ordered.Add(resource);
        }
    }

    public static IEnumerable<IResource> DependenciesOf(IResource resource) =>
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Dependency).Distinct();
}
