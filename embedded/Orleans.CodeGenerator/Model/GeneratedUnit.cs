namespace Orleans.CodeGenerator.Model;

/// <summary>What one declaration yields: a source file, the statements that register it, and what is wrong with it.</summary>
/// <param name="HintName">The name of the file; empty when there is none.</param>
/// <param name="Source">The file.</param>
/// <param name="Registrations">Statements for the module initialiser.</param>
/// <param name="WireNames">Names to check for duplicates.</param>
/// <param name="Findings">Diagnostics.</param>
internal sealed record GeneratedUnit(
    string HintName,
    string Source,
    EquatableArray<string> Registrations,
    EquatableArray<WireNameUse> WireNames,
    EquatableArray<Finding> Findings);
