namespace Orleans.CodeGenerator.Model;

/// <summary>A wire name that must be unique among the names of its kind.</summary>
internal sealed record WireNameUse(string Kind, string Name, string Owner, SourcePlace? Place);
