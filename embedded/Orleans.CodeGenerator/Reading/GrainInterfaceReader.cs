using Microsoft.CodeAnalysis;
using Orleans.CodeGenerator.Emitting;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Turns a grain interface into its proxy and requests.</summary>
internal static class GrainInterfaceReader
{
    public static GeneratedUnit? Read(INamedTypeSymbol type)
    {
        if (!GrainContracts.IsGrainInterface(type))
            return null;

        var findings = new List<Finding>();
        var wireName = Names.OnWire(type);
        WireNameUse[] names = [new("interface", wireName, type.Name, SourcePlace.Of(type))];
        if (Names.Alias(type) is null)
            findings.Add(Finding.Of(Rules.MissingAlias, type, type.Name));
        if (Names.AllTypeArguments(type).Any())
            findings.Add(Finding.Of(Rules.Generic, type, type.Name));
        if (!GrainContracts.IsReachable(type))
            findings.Add(Finding.Of(Rules.Inaccessible, type, type.Name));

        var shapes = new Shapes();
        var methods = new GrainMethodReader(type, shapes, findings).Read();
        if (findings.Any(static finding => finding.RuleId != Rules.MissingAlias.Id))
            return new GeneratedUnit("", "", default, new(names), new([.. findings]));

        var model = new GrainInterfaceModel(Names.GeneratedNamespace(type), Names.Flat(type), Names.InCode(type), wireName, methods);
        string[] registrations = [.. shapes.Registrations, GrainInterfaceEmitter.Registration(model)];
        return new GeneratedUnit(
            $"{model.Namespace}.Proxy_{model.Name}.g.cs",
            GrainInterfaceEmitter.Emit(model),
            new(registrations),
            new(names),
            new([.. findings]));
    }
}
