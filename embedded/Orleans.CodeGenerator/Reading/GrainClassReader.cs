using Microsoft.CodeAnalysis;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>
/// Registers grain classes: those that implement a grain interface and derive from <c>Grain</c>, implement <c>IGrainBase</c>
/// or carry <c>[GrainType]</c>. Anything else that implements a grain interface is a stand-in of a test, not a grain.
/// </summary>
internal static class GrainClassReader
{
    public static GeneratedUnit? Read(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic || !IsGrainClass(type))
            return null;

        var interfaces = type.AllInterfaces.Where(GrainContracts.IsGrainInterface).ToList();
        if (interfaces.Count == 0)
            return null;

        var grainType = Attributes.Text(type, Attributes.GrainType) ?? ByConvention(type.Name);
        var findings = new List<Finding>();
        if (Names.AllTypeArguments(type).Any())
            findings.Add(Finding.Of(Rules.Generic, type, type.Name));
        if (!GrainContracts.IsReachable(type))
            findings.Add(Finding.Of(Rules.Inaccessible, type, type.Name));
        if (findings.Count > 0)
            return new GeneratedUnit("", "", default, default, new([.. findings]));

        var listed = string.Concat(interfaces.Select(static one => $", typeof({Names.InCode(one)})"));
        var isReentrant = Attributes.Has(type, Attributes.Reentrant) ? "true" : "false";
        string[] registrations =
        [
            "global::Orleans.Invocation.GrainManifest.RegisterClass(new global::Orleans.Invocation.GrainClass("
                + $"typeof({Names.InCode(type)}), \"{grainType}\", isReentrant: {isReentrant}{listed}));",
        ];
        WireNameUse[] names = [new("grain type", grainType, type.Name, SourcePlace.Of(type))];
        return new GeneratedUnit("", "", new(registrations), new(names), default);
    }

    private static bool IsGrainClass(INamedTypeSymbol type)
    {
        if (Attributes.Has(type, Attributes.GrainType) || type.AllInterfaces.Any(static one => Names.Metadata(one) == "Orleans.IGrainBase"))
            return true;

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Names.Metadata(current) == "Orleans.Grain")
                return true;
        }

        return false;
    }

    private static string ByConvention(string className)
    {
        const string suffix = "grain";
        var name = className.ToLowerInvariant();
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }
}
