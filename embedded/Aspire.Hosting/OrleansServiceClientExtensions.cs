using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orleans;

namespace Aspire.Hosting;

/// <summary>Adding clients to an Orleans cluster.</summary>
public static class OrleansServiceClientExtensions
{
    /// <summary>Makes the processes of a resource clients of the cluster.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, OrleansServiceClient orleansServiceClient)
        where T : IResourceWithEnvironment, IResourceWithEndpoints =>
        builder.WithOrleans(orleansServiceClient.Service);
}
