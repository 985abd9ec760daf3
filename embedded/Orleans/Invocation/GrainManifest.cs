using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Invocation;

/// <summary>
/// The grain interfaces and grain classes of this process. Generated module initialisers fill it; call
/// <see cref="EnsureLoaded"/> once at the start of a silo or client, because an initialiser runs only when its module is touched.
/// </summary>
public static class GrainManifest
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> InterfacesByType = new();
    private static readonly ConcurrentDictionary<string, GrainInterface> InterfacesByName = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, GrainClass> ClassesByType = new();
    private static readonly ConcurrentDictionary<GrainType, GrainClass> ClassesByGrainType = new();

    /// <summary>Every registered interface.</summary>
    public static IReadOnlyCollection<GrainInterface> Interfaces => [.. InterfacesByType.Values];

    /// <summary>Every registered class.</summary>
    public static IReadOnlyCollection<GrainClass> Classes => [.. ClassesByType.Values];

    /// <summary>Registers an interface; called by generated code.</summary>
    /// <exception cref="InvalidOperationException">Another interface has the same wire name.</exception>
    public static void RegisterInterface(GrainInterface grainInterface)
    {
        if (InterfacesByName.GetOrAdd(grainInterface.Name, grainInterface) is var other && other.Type != grainInterface.Type)
            throw new InvalidOperationException($"'{other.Type}' and '{grainInterface.Type}' are both named '{other.Name}': give one another [Alias].");

        InterfacesByType[grainInterface.Type] = grainInterface;
    }

    /// <summary>Registers a class; called by generated code.</summary>
    /// <exception cref="InvalidOperationException">Another class has the same grain type.</exception>
    public static void RegisterClass(GrainClass grainClass)
    {
        if (ClassesByGrainType.GetOrAdd(grainClass.GrainType, grainClass) is var other && other.Type != grainClass.Type)
            throw new InvalidOperationException($"'{other.Type}' and '{grainClass.Type}' both have the grain type '{other.GrainType}': give one another [GrainType].");

        ClassesByType[grainClass.Type] = grainClass;
    }

    /// <summary>Runs the registrations of an assembly, of all it references, and of what is already loaded. Repeating it costs little.</summary>
    /// <param name="assembly">Usually the entry assembly.</param>
    public static void EnsureLoaded(System.Reflection.Assembly assembly) => GeneratedModules.Run(assembly);

    /// <summary>The description of an interface.</summary>
    /// <exception cref="InvalidOperationException">No generated code describes it.</exception>
    public static GrainInterface GetInterface(Type type) => TryGetInterface(type, out var found)
        ? found
        : throw new InvalidOperationException(
            $"'{type}' has no generated proxy: derive it from IGrainWithStringKey, IGrainWithGuidKey or IGrainWithIntegerKey, in a project that runs the code generator.");

    /// <summary>The description of an interface.</summary>
    public static bool TryGetInterface(Type type, [NotNullWhen(true)] out GrainInterface? found)
    {
        if (InterfacesByType.TryGetValue(type, out found))
            return true;

        GeneratedModules.Run(type);
        return InterfacesByType.TryGetValue(type, out found);
    }

    /// <summary>The description of an interface by wire name.</summary>
    public static bool TryGetInterface(string name, [NotNullWhen(true)] out GrainInterface? found) =>
        InterfacesByName.TryGetValue(name, out found);

    /// <summary>A method by wire names; null when this process knows no such interface or method.</summary>
    public static GrainMethod? GetMethod(string interfaceName, string methodName) =>
        InterfacesByName.TryGetValue(interfaceName, out var found) ? found.FindMethod(methodName) : null;

    /// <summary>The description of a class.</summary>
    public static bool TryGetClass(Type type, [NotNullWhen(true)] out GrainClass? found)
    {
        if (ClassesByType.TryGetValue(type, out found))
            return true;

        GeneratedModules.Run(type);
        return ClassesByType.TryGetValue(type, out found);
    }

    /// <summary>The description of the class of a grain type.</summary>
    public static bool TryGetClass(GrainType grainType, [NotNullWhen(true)] out GrainClass? found) =>
        ClassesByGrainType.TryGetValue(grainType, out found);

    /// <summary>The classes that implement an interface, in no particular order.</summary>
    public static IEnumerable<GrainClass> ClassesOf(Type interfaceType) =>
        ClassesByType.Values.Where(grainClass => grainClass.Interfaces.Contains(interfaceType));
}
