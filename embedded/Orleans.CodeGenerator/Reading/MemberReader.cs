using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Reads the members of a serialisable type that are declared by itself, not by its bases.</summary>
internal sealed class MemberReader
{
    private readonly INamedTypeSymbol _type;
    private readonly Shapes _shapes;
    private readonly bool _mayOmit;
    private readonly List<Finding> _findings;
    private readonly IMethodSymbol? _primaryConstructor;
    private readonly List<string> _accessors = [];

    /// <param name="type">The type.</param>
    /// <param name="shapes">Finds how the members travel.</param>
    /// <param name="mayOmit">Whether members without an initialiser may be left out when they have their default value.</param>
    /// <param name="findings">Where diagnostics go.</param>
    public MemberReader(INamedTypeSymbol type, Shapes shapes, bool mayOmit, List<Finding> findings)
    {
        _type = type;
        _shapes = shapes;
        _mayOmit = mayOmit;
        _findings = findings;
        _primaryConstructor = type.IsRecord ? FindPrimaryConstructor(type) : null;
    }

    /// <summary>Members with an <c>[Id]</c>.</summary>
    public List<Member> Numbered { get; } = [];

    /// <summary>Parameters of a record's primary constructor without an <c>[Id]</c>, numbered by position.</summary>
    public List<Member> Positional { get; } = [];

    /// <summary>The constructor that a type declares in its head; null for none.</summary>
    public static IMethodSymbol? FindPrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(
        static constructor => constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax));

    public void Read()
    {
        var owners = new Dictionary<uint, string>();
        foreach (var member in _type.GetMembers().Where(static member => !member.IsStatic))
        {
            if (member is not (IPropertySymbol { IsIndexer: false } or IFieldSymbol { IsImplicitlyDeclared: false }))
                continue;

            var position = member is IPropertySymbol property ? PositionOf(property) : -1;
            if (Attributes.Number(member) is { } id)
            {
                if (owners.TryGetValue(id, out var owner))
                {
                    Report(Rules.DuplicateId, member, owner, member.Name, _type.Name, id.ToString());
                    continue;
                }

                owners[id] = member.Name;
                Add(Numbered, member, id);
            }
            else if (position >= 0)
            {
                Add(Positional, member, (uint)position);
            }
            else if (IsState(member))
            {
                Report(Rules.MemberWithoutId, member, member.Name, _type.Name);
            }
        }

        Numbered.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        Positional.Sort(static (left, right) => left.Id.CompareTo(right.Id));
    }

    private int PositionOf(IPropertySymbol property) => _primaryConstructor?.Parameters.FirstOrDefault(parameter =>
        parameter.Name == property.Name && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type)) is { } found
            ? found.Ordinal
            : -1;

    private void Add(List<Member> members, ISymbol member, uint id)
    {
        if (member.IsAbstract)
        {
            Report(Rules.AbstractMember, member, member.Name, _type.Name);
            return;
        }

        var type = (member as IPropertySymbol)?.Type ?? ((IFieldSymbol)member).Type;
        if (_shapes.Find(type, out var problem) is not { } shape)
        {
            Report(Rules.NoCodec, member, member.Name, _type.Name, problem.Type, problem.Advice);
            return;
        }

        _accessors.Clear();
        var get = Getter(member, shape);
        if (Setter(member, shape) is { } set)
            members.Add(new Member(id, shape, get, set, _mayOmit && !HasInitialiser(member), [.. _accessors]));
        else
            Report(Rules.NoSetter, member, member.Name, _type.Name);
    }

    private string Getter(ISymbol member, Shape shape)
    {
        if (member is IFieldSymbol field)
            return GrainContracts.IsOpenToAssembly(field.DeclaredAccessibility) ? "value." + Names.Identifier(field.Name) : FieldAccessor(field.Name, shape);

        var property = (IPropertySymbol)member;
        if (property.GetMethod is { } getter && !GrainContracts.IsOpenToAssembly(getter.DeclaredAccessibility))
            return MethodAccessor(getter.Name, shape.Type, "", "");
        return "value." + Names.Identifier(property.Name);
    }

    private string? Setter(ISymbol member, Shape shape)
    {
        if (member is IFieldSymbol field)
        {
            return GrainContracts.IsOpenToAssembly(field.DeclaredAccessibility) && !field.IsReadOnly
                ? $"value.{Names.Identifier(field.Name)} = {{0}};"
                : FieldAccessor(field.Name, shape) + " = {0};";
        }

        var property = (IPropertySymbol)member;
        if (property.GetMethod is null)
            return null;
        if (property.SetMethod is { IsInitOnly: false } setter && GrainContracts.IsOpenToAssembly(setter.DeclaredAccessibility))
            return $"value.{Names.Identifier(property.Name)} = {{0}};";
        if (IsAutomatic(property))
            return FieldAccessor($"<{property.Name}>k__BackingField", shape) + " = {0};";
        return property.SetMethod is { } hidden ? MethodAccessor(hidden.Name, "void", $", {shape.Type} field", ", {0}") + ";" : null;
    }

    private string FieldAccessor(string field, Shape shape)
    {
        var name = "Field_" + Plain(field);
        var accessor = $"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"{field}\")] "
            + $"private static extern ref {shape.Type} {name}({Target()} value);";
        if (!_accessors.Contains(accessor))
            _accessors.Add(accessor);
        return _type.IsValueType ? $"{name}(ref value)" : $"{name}(value)";
    }

    private string MethodAccessor(string method, string result, string parameters, string arguments)
    {
        var name = "Call_" + Plain(method);
        _accessors.Add(
            $"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = \"{method}\")] "
            + $"private static extern {result} {name}({Target()} value{parameters});");
        return _type.IsValueType ? $"{name}(ref value{arguments})" : $"{name}(value{arguments})";
    }

    private string Target() => (_type.IsValueType ? "ref " : "") + Names.InCode(_type);

    private static string Plain(string name) => new([.. name.Select(static character => char.IsLetterOrDigit(character) ? character : '_')]);

    private bool IsAutomatic(IPropertySymbol property) => _type.GetMembers().OfType<IFieldSymbol>().Any(
        field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private bool IsState(ISymbol member)
    {
        if (member.IsAbstract || Attributes.Has(member, Attributes.NonSerialized))
            return false;
        if (member is IFieldSymbol { AssociatedSymbol: null, IsConst: false })
            return true;

        var backing = _type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(
            field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member));
        return member is IPropertySymbol && backing is not null && !Attributes.Has(backing, Attributes.NonSerialized);
    }

    private static bool HasInitialiser(ISymbol member) => member.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() switch
    {
        PropertyDeclarationSyntax property => property.Initializer is not null,
        VariableDeclaratorSyntax field => field.Initializer is not null,
        _ => false,
    });

    private void Report(DiagnosticDescriptor rule, ISymbol member, params string[] arguments) =>
        _findings.Add(Finding.Of(rule, member, arguments));
}
