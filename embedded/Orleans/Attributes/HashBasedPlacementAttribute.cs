namespace Orleans.Placement;

/// <summary>The grain's silo follows from its key, which is how every grain is placed here.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HashBasedPlacementAttribute : Attribute;
