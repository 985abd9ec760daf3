namespace Orleans.CodeGenerator.Model;

/// <summary>A member of a serialisable type, or an argument of a request.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Shape">How it travels.</param>
/// <param name="Get">The expression that gets it.</param>
/// <param name="Set">The statement that sets it; {0} is the value.</param>
/// <param name="MayOmit">Whether the default value may be left out.</param>
/// <param name="Accessors">Declarations that reach past accessibility.</param>
internal sealed record Member(uint Id, Shape Shape, string Get, string Set, bool MayOmit, IReadOnlyList<string> Accessors);
