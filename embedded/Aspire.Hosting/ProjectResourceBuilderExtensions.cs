using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adding projects to an application.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project of the solution.</summary>
    /// <typeparam name="TProject">A generated class of the namespace <c>Projects</c>.</typeparam>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = builder.AddResource(new ProjectResource(name));
        project.Resource.Annotations.Add(new TProject());
        return project;
    }

    /// <summary>Runs the project as several processes behind the same endpoints.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">1 or more; one process when never called.</param>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        builder.Resource.Annotations.Add(new ReplicaAnnotation(replicas));
        return builder;
    }
}
