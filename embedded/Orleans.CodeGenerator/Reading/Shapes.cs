using Microsoft.CodeAnalysis;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>
/// Finds how types travel, and collects what has to be registered for them: closed collections and closed generic types have
/// no codec before someone constructs one. One instance per declaration.
/// </summary>
internal sealed class Shapes
{
    private const int Tuple = 5;
    private const int Object = 6;
    private const string Serialization = "global::Orleans.Serialization.";

    private readonly HashSet<ITypeSymbol> _visited = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _registrations = new(StringComparer.Ordinal);

    /// <summary>The statements that register what the found shapes need.</summary>
    public string[] Registrations => [.. _registrations];

    /// <summary>A shape that goes through the registered codec.</summary>
    public static Shape ByCodec(string code, int wireType, string? isPresent) => new(
        code,
        wireType,
        $"{Serialization}Codecs.Get<{code}>().Write(ref writer, {{0}});",
        $"{Serialization}Codecs.Get<{code}>().Read(ref reader)!",
        isPresent);

    /// <summary>How a type travels.</summary>
    /// <param name="type">The type.</param>
    /// <param name="problem">The type that has no codec and what to do about it, when the answer is null.</param>
    public Shape? Find(ITypeSymbol type, out (string Type, string Advice) problem)
    {
        problem = default;
        var code = Names.InCode(type);
        if (type is ITypeParameterSymbol)
            return new Shape(code, Tuple, $"{Serialization}TupleParts.WriteSingle<{code}>(ref writer, {{0}});", $"{Serialization}TupleParts.ReadSingle<{code}>(ref reader)", null);
        if (Scalars.Find(type) is { } scalar)
            return scalar;
        if (Containers.TryGet(type, out var codec, out var parts, out var wireType, out var isPresent))
        {
            foreach (var part in parts)
            {
                if (Find(part, out problem) is null)
                    return null;
            }

            TryRegister(type, $"{codec}<{string.Join(", ", parts.Select(Names.InCode))}>");
            return ByCodec(code, wireType, isPresent);
        }

        if (type is not INamedTypeSymbol named)
        {
            problem = (code, "use a type that is listed as serialisable");
            return null;
        }

        return FindDeclared(named, code, out problem);
    }

    private Shape? FindDeclared(INamedTypeSymbol type, string code, out (string Type, string Advice) problem)
    {
        problem = default;
        if (type.TypeKind == TypeKind.Enum)
        {
            if (GrainContracts.IsReachable(type))
                TryRegister(type, $"EnumCodec<{code}, {Names.InCode(type.EnumUnderlyingType!)}>");
            return Scalars.OfEnum(type);
        }

        if (Attributes.Has(type, Attributes.GenerateSerializer) && type.TypeKind is TypeKind.Class or TypeKind.Struct)
        {
            if (type.IsGenericType || type.ContainingType is { IsGenericType: true })
            {
                if (!RegisterClosed(type, out problem))
                    return null;
            }

            return ByCodec(code, Object, type.IsValueType ? null : "{0} is not null");
        }

        if (GrainContracts.IsGrainInterface(type))
        {
            TryRegister(type, $"GrainReferenceCodec<{code}>");
            return ByCodec(code, Tuple, "{0} is not null");
        }

        if (type.TypeKind == TypeKind.Interface && !IsFramework(type))
        {
            TryRegister(type, $"PolymorphicCodec<{code}>");
            return ByCodec(code, Object, "{0} is not null");
        }

        problem = (code, Advice(type));
        return null;
    }

    private bool RegisterClosed(INamedTypeSymbol type, out (string Type, string Advice) problem)
    {
        problem = default;
        foreach (var argument in Names.AllTypeArguments(type))
        {
            if (Find(argument, out problem) is null)
                return false;
        }

        if (IsOpen(type) || !_visited.Add(type))
            return true;

        // The members of a closed generic type name closed types that nobody else may register.
        foreach (var member in type.GetMembers())
        {
            var memberType = (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type;
            if (memberType is not null && !member.IsStatic && Find(memberType, out problem) is null && Attributes.Number(member) is not null)
                return false;
        }

        problem = default;
        var arguments = string.Join(", ", Names.AllTypeArguments(type).Select(Names.InCode));
        var codec = $"global::{Names.GeneratedNamespace(type)}.Codec_{Names.Flat(type)}<{arguments}>";
        _registrations.Add($"{Serialization}Codecs.RegisterNamed(new {codec}(\"{Names.OnWire(type)}\"));");
        return true;
    }

    private void TryRegister(ITypeSymbol type, string codec)
    {
        if (!IsOpen(type))
            _registrations.Add($"{Serialization}Codecs.TryRegister<{Names.InCode(type)}>(new {Serialization}{codec}());");
    }

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => Names.AllTypeArguments(named).Any(IsOpen),
        _ => false,
    };

    private static bool IsFramework(INamedTypeSymbol type) =>
        type.ContainingAssembly.Name is var name && (name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static string Advice(INamedTypeSymbol type)
    {
        if (!IsFramework(type))
            return "mark it [GenerateSerializer] and give its members an [Id]";
        if (type.TypeKind == TypeKind.Interface)
            return "declare List<T>, T[], IReadOnlyList<T>, HashSet<T>, Dictionary<K, V> or IReadOnlyDictionary<K, V>";
        return type.Name.EndsWith("Exception", StringComparison.Ordinal)
            ? "declare it as Exception"
            : "carry its values in a type of your own that is marked [GenerateSerializer]";
    }
}
