namespace Orleans;

/// <summary>Activations of the class are never collected as idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepAliveAttribute : Attribute;
