namespace Aspire.Hosting.Orleans;

/// <summary>A cluster as its clients see it.</summary>
/// <param name="service">The cluster.</param>
public sealed class OrleansServiceClient(OrleansService service)
{
    /// <summary>The cluster.</summary>
    public OrleansService Service { get; } = service;
}
