using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Emitting;

/// <summary>Emits the assembly's module initialiser.</summary>
internal static class RegistrationEmitter
{
    /// <summary>The file; null when the assembly registers nothing.</summary>
    public static string? Emit(IEnumerable<GeneratedUnit> units)
    {
        var statements = units.SelectMany(static unit => unit.Registrations).Distinct().OrderBy(static line => line, StringComparer.Ordinal).ToList();
        if (statements.Count == 0)
            return null;

        var code = new CodeText();
        code.Line("[assembly: global::Orleans.Invocation.GeneratedGrainCode]");
        code.Open("namespace OrleansCodeGen");
        code.Line(CodeText.Mark);
        code.Open("internal static class GrainRegistration");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Open("internal static void Register()");
        foreach (var statement in statements)
            code.Line(statement);
        code.Close();
        code.Close();
        code.Close();
        return code.ToString();
    }
}
