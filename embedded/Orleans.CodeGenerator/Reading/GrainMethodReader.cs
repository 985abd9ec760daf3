using Microsoft.CodeAnalysis;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Reads the methods of a grain interface, inherited ones included.</summary>
internal sealed class GrainMethodReader(INamedTypeSymbol type, Shapes shapes, List<Finding> findings)
{
    public List<GrainMethodModel> Read()
    {
        var methods = new List<IMethodSymbol>();
        var interfaces = type.AllInterfaces.Where(static inherited => !GrainContracts.IsMarker(inherited)).Prepend(type);
        foreach (var member in interfaces.SelectMany(static declared => declared.GetMembers()).Where(static member => !member.IsStatic))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                methods.Add(method);
            else if (member is IPropertySymbol or IEventSymbol)
                findings.Add(Finding.Of(Rules.NoMethod, member, member.Name, type.Name));
        }

        var names = WireNames(methods);
        return [.. methods.Select((method, index) => Read(method, names[index])).OfType<GrainMethodModel>()];
    }

    private GrainMethodModel? Read(IMethodSymbol method, string wireName)
    {
        if (method.IsGenericMethod)
        {
            findings.Add(Finding.Of(Rules.Generic, method, method.Name));
            return null;
        }

        var isOneWay = Attributes.Has(method, Attributes.OneWay);
        var (kind, result) = ReadReturn(method);
        if (kind is null || (isOneWay && (result is not null || kind == "IAsyncEnumerable")))
        {
            var hint = kind is null ? "" : "; a [OneWay] method has no result, so Task or ValueTask";
            findings.Add(Finding.Of(Rules.ReturnType, method, method.Name, method.ReturnType.ToDisplayString(), hint));
            return null;
        }

        if (result is not null && shapes.Find(result, out var problem) is null)
            findings.Add(Finding.Of(Rules.NoCodec, method, "The result", method.Name, problem.Type, problem.Advice));
        if (method.Parameters.Count(IsCancellationToken) > 1)
            findings.Add(Finding.Of(Rules.SeveralCancellationTokens, method, method.Name));

        return new GrainMethodModel
        {
            DeclaringInterface = Names.InCode(method.ContainingType),
            Name = method.Name,
            WireName = wireName,
            ReturnType = Names.InCode(method.ReturnType),
            ReturnKind = kind,
            Result = result is null ? null : Names.InCode(result),
            Options = (Attributes.Has(method, Attributes.ReadOnly) ? 1 : 0)
                | (Attributes.Has(method, Attributes.AlwaysInterleave) ? 2 : 0)
                | (isOneWay ? 4 : 0)
                | (kind == "IAsyncEnumerable" ? 8 : 0),
            Parameters = [.. method.Parameters.Select(parameter => Read(method, parameter)).OfType<GrainParameter>()],
        };
    }

    private GrainParameter? Read(IMethodSymbol method, IParameterSymbol parameter)
    {
        var name = Names.Identifier(parameter.Name);
        var code = Names.InCode(parameter.Type);
        if (IsCancellationToken(parameter))
            return new GrainParameter(name, code, null);

        if (parameter.RefKind != RefKind.None)
            findings.Add(Finding.Of(Rules.ByReferenceParameter, parameter, parameter.Name, method.Name));
        else if (shapes.Find(parameter.Type, out var problem) is { } shape)
            return new GrainParameter(name, code, shape);
        else
            findings.Add(Finding.Of(Rules.NoCodec, parameter, parameter.Name, method.Name, problem.Type, problem.Advice));
        return null;
    }

    private static (string? Kind, ITypeSymbol? Result) ReadReturn(IMethodSymbol method)
    {
        if (method.ReturnType is not INamedTypeSymbol returned)
            return default;

        return Names.Metadata(returned) switch
        {
            "System.Threading.Tasks.Task" => ("Task", null),
            "System.Threading.Tasks.ValueTask" => ("ValueTask", null),
            "System.Threading.Tasks.Task`1" => ("Task", returned.TypeArguments[0]),
            "System.Threading.Tasks.ValueTask`1" => ("ValueTask", returned.TypeArguments[0]),
            "System.Collections.Generic.IAsyncEnumerable`1" => ("IAsyncEnumerable", returned.TypeArguments[0]),
            _ => default,
        };
    }

    private static bool IsCancellationToken(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol named && Names.Metadata(named) == "System.Threading.CancellationToken";

    // Overloads without an alias are told apart by their parameter types, and methods inherited twice by their interface.
    private List<string> WireNames(List<IMethodSymbol> methods)
    {
        var names = methods.Select(static method => Names.Alias(method) ?? method.Name).ToList();
        Qualify(static method => method.Name + "(" + string.Join(",", method.Parameters.Select(static parameter => Names.OnWire(parameter.Type))) + ")");
        Qualify(static method => Names.OnWire(method.ContainingType) + "." + method.Name + "("
            + string.Join(",", method.Parameters.Select(static parameter => Names.OnWire(parameter.Type))) + ")");
        foreach (var clash in names.Select((name, index) => (name, index)).GroupBy(static pair => pair.name).Where(static group => group.Count() > 1))
        {
            var (first, second) = (methods[clash.First().index], methods[clash.Last().index]);
            findings.Add(Finding.Of(Rules.DuplicateAlias, second, first.Name, second.Name, clash.Key));
        }

        return names;

        void Qualify(Func<IMethodSymbol, string> name)
        {
            var taken = names.GroupBy(static name => name).Where(static group => group.Count() > 1).Select(static group => group.Key).ToList();
            for (var index = 0; index < names.Count; index++)
            {
                if (taken.Contains(names[index]) && Names.Alias(methods[index]) is null)
                    names[index] = name(methods[index]);
            }
        }
    }
}
