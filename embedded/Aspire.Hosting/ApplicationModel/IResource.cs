namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of a distributed application.</summary>
public interface IResource
{
    /// <summary>The name, unique in the application whatever its case.</summary>
    string Name { get; }

    /// <summary>What is known about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
