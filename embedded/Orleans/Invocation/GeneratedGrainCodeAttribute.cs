namespace Orleans.Invocation;

/// <summary>
/// Marks an assembly whose module initialiser registers grain interfaces, grain classes or codecs. The code generator
/// emits it; <see cref="GrainManifest.EnsureLoaded"/> looks for it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GeneratedGrainCodeAttribute : Attribute;
