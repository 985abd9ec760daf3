namespace Orleans.CodeGenerator.Model;

/// <summary>How values of a type travel.</summary>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="WireType">The number of the wire type.</param>
/// <param name="Write">The statement that writes; {0} is the value.</param>
/// <param name="Read">The expression that reads.</param>
/// <param name="IsPresent">The condition under which a value is not the default; {0} is the value; null to write it always.</param>
internal sealed record Shape(string Type, int WireType, string Write, string Read, string? IsPresent);
