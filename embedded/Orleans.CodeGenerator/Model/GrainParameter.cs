namespace Orleans.CodeGenerator.Model;

/// <summary>A parameter of a grain method.</summary>
/// <param name="Name">The name, escaped where it is a keyword.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Shape">How it travels; null for the cancellation token.</param>
internal sealed record GrainParameter(string Name, string Type, Shape? Shape)
{
    public bool IsCancellationToken => Shape is null;
}
