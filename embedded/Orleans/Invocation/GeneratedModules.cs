using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Invocation;

/// <summary>Runs generated module initialisers of the application's assemblies, each once.</summary>
internal static class GeneratedModules
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Assembly> Walked = [];

    /// <summary>Walks an assembly, what it references and what is loaded.</summary>
    public static void Run(Assembly assembly)
    {
        // Held for the whole walk: whoever returns may rely on everything being registered.
        lock (Gate)
        {
            var pending = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(loaded => !IsFramework(loaded.GetName())));
            pending.Enqueue(assembly);
            while (pending.TryDequeue(out var next))
            {
                if (!Walked.Add(next))
                    continue;

                RunInitialiser(next);
                foreach (var name in next.GetReferencedAssemblies().Where(name => !IsFramework(name)))
                {
                    if (TryLoad(name) is { } referenced)
                        pending.Enqueue(referenced);
                }
            }
        }
    }

    /// <summary>Runs the initialiser of the assembly that declares a type, and of those of its type arguments.</summary>
    public static void Run(Type type)
    {
        RunInitialiser(type.Assembly);
        if (type.HasElementType)
            Run(type.GetElementType()!);
        foreach (var argument in type.GenericTypeArguments)
            Run(argument);
    }

    private static void RunInitialiser(Assembly assembly)
    {
        if (!assembly.IsDynamic && assembly.IsDefined(typeof(GeneratedGrainCodeAttribute), inherit: false))
            RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
    }

    // Walking into the framework would load hundreds of assemblies that can't hold a grain.
    private static bool IsFramework(AssemblyName name) =>
        name.Name is null or "mscorlib" or "netstandard"
        || name.Name.StartsWith("System.", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            // A reference that only the compiler needed is not deployed; it can't hold a grain either.
            return null;
        }
    }
}
