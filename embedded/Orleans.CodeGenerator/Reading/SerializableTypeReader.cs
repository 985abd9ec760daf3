using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orleans.CodeGenerator.Emitting;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Turns a <c>[GenerateSerializer]</c> type into its codec.</summary>
internal static class SerializableTypeReader
{
    private const string Serialization = "global::Orleans.Serialization.";

    public static GeneratedUnit Read(INamedTypeSymbol type)
    {
        var findings = new List<Finding>();
        var shapes = new Shapes();
        var wireName = Names.OnWire(type);
        if (Names.Alias(type) is null)
            findings.Add(Finding.Of(Rules.MissingAlias, type, type.Name));
        WireNameUse[] names = [new("type", wireName, type.Name, SourcePlace.Of(type))];

        if (!GrainContracts.IsReachable(type))
        {
            findings.Add(Finding.Of(Rules.Inaccessible, type, type.Name));
            return new GeneratedUnit("", "", default, new(names), new([.. findings]));
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            shapes.Find(type, out _);
            string[] statements = [.. shapes.Registrations, $"{Serialization}Codecs.RegisterNamed(new {Serialization}NamedValueCodec<{Names.InCode(type)}>(\"{wireName}\"));"];
            return new GeneratedUnit("", "", new(statements), new(names), new([.. findings]));
        }

        var model = ReadModel(type, wireName, shapes, findings);
        var isGeneric = model.TypeParameters.Length > 0;
        string[] registrations = isGeneric
            ? shapes.Registrations
            : [.. shapes.Registrations, $"{Serialization}Codecs.RegisterNamed(new global::{model.Namespace}.{model.CodecName}(\"{wireName}\"));"];
        return new GeneratedUnit(
            $"{model.Namespace}.{model.CodecName}.g.cs",
            CodecEmitter.Emit(model),
            new(registrations),
            new(names),
            new([.. findings]));
    }

    private static SerializableType ReadModel(INamedTypeSymbol type, string wireName, Shapes shapes, List<Finding> findings)
    {
        var (create, accessor, mayOmit) = ChooseCreation(type);
        var members = new MemberReader(type, shapes, mayOmit, findings);
        members.Read();
        var (level, serializableBase, isException) = ReadBases(type, findings);
        var accessors = members.Numbered.Concat(members.Positional).SelectMany(static member => member.Accessors);
        var parameters = Names.AllTypeArguments(type).OfType<ITypeParameterSymbol>().ToList();
        return new SerializableType
        {
            Namespace = Names.GeneratedNamespace(type),
            CodecName = "Codec_" + Names.Flat(type),
            Type = Names.InCode(type),
            WireName = wireName,
            TypeParameters = parameters.Count == 0 ? "" : "<" + string.Join(", ", parameters.Select(static parameter => parameter.Name)) + ">",
            Constraints = string.Concat(parameters.Select(TypeConstraints.Of)),
            IsPublic = GrainContracts.IsPublic(type) && parameters.Count > 0,
            IsStruct = type.IsValueType,
            IsException = isException,
            Create = create,
            SerializableBase = serializableBase,
            Level = level,
            Members = members.Numbered,
            ConstructorMembers = members.Positional,
            Accessors = [.. accessor is null ? [] : (string[])[accessor], .. accessors.Distinct()],
        };
    }

    private static (string Create, string? Accessor, bool MayOmit) ChooseCreation(INamedTypeSymbol type)
    {
        if (type.IsValueType)
            return ("default", null, true);
        if (type.IsAbstract)
            return ("throw CannotCreate()", null, false);

        var constructor = type.InstanceConstructors.FirstOrDefault(static candidate => candidate.Parameters.Length == 0);
        if (constructor is null || !GrainContracts.IsOpenToAssembly(constructor.DeclaredAccessibility))
            return ("CreateUninitialized()", null, type.IsSealed);

        // A constructor may give members values of its own, which a left-out default must not turn into.
        var mayOmit = type.IsSealed && RunsNoCode(type);
        if (!HasRequiredMembers(type))
            return ($"new {Names.InCode(type)}()", null, mayOmit);

        return (
            "Construct()",
            "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Constructor)] "
                + $"private static extern {Names.InCode(type)} Construct();",
            mayOmit);
    }

    private static bool RunsNoCode(INamedTypeSymbol type) =>
        type.InstanceConstructors.All(static constructor => constructor.Parameters.Length > 0
            || !constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is ConstructorDeclarationSyntax));

    private static bool HasRequiredMembers(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
                return true;
        }

        return false;
    }

    private static (int Level, string? Base, bool IsException) ReadBases(INamedTypeSymbol type, List<Finding> findings)
    {
        if (type.IsValueType)
            return (0, null, false);

        var level = 0;
        var isException = false;
        var serializableBase = default(string);
        for (var current = type.BaseType; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (Attributes.Has(current, Attributes.GenerateSerializer))
            {
                serializableBase ??= Names.InCode(current);
                level++;
            }
            else if (IsException(current))
            {
                isException = true;
                level++;
                break;
            }
            else
            {
                findings.Add(Finding.Of(Rules.BaseWithoutCodec, type, type.Name, current.Name));
            }
        }

        return (level, serializableBase, isException);
    }

    private static bool IsException(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Names.Metadata(type) == "System.Exception")
                return true;
        }

        return false;
    }
}
