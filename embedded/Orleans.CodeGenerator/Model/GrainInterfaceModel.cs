namespace Orleans.CodeGenerator.Model;

/// <summary>A grain interface.</summary>
internal sealed record GrainInterfaceModel(
    string Namespace,
    string Name,
    string Type,
    string WireName,
    IReadOnlyList<GrainMethodModel> Methods);
