using System.Collections.Concurrent;
using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references whose calls go through one runtime.</summary>
internal sealed class GrainFactory(Func<IGrainCallRuntime> runtime, IServiceProvider services) : IClusterClient
{
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), (GrainInterface Interface, GrainType Type)> _types = new();

    public IServiceProvider ServiceProvider { get; } = services;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        (TGrainInterface)(object)Create(typeof(TGrainInterface), GrainKeys.Of(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)(object)Create(typeof(TGrainInterface), GrainKeys.Of(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Create(typeof(TGrainInterface), GrainKeys.Of(primaryKey), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => (IGrain)Create(grainInterfaceType, GrainKeys.Of(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => (IGrain)Create(grainInterfaceType, GrainKeys.Of(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)Create(grainInterfaceType, GrainKeys.Of(grainPrimaryKey), null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)GrainManifest.GetInterface(typeof(TGrainInterface)).CreateReference(grainId, runtime());

    private GrainReference Create(Type interfaceType, IdSpan key, string? prefix)
    {
        var (grainInterface, type) = _types.GetOrAdd((interfaceType, prefix), static pair => Resolve(pair.Interface, pair.Prefix));
        return grainInterface.CreateReference(new GrainId(type, key), runtime());
    }

    // A process without the class (a client) names the type after the interface; the silo knows which class serves it.
    private static (GrainInterface Interface, GrainType Type) Resolve(Type interfaceType, string? prefix)
    {
        var grainInterface = GrainManifest.GetInterface(interfaceType);
        var classes = GrainManifest.ClassesOf(interfaceType)
            .Where(candidate => prefix is null || candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        var byName = ConventionalName(interfaceType);
        var chosen = classes.Count <= 1 ? classes.FirstOrDefault() : classes.Find(candidate => candidate.GrainType.ToString() == byName);
        if (chosen is null && (classes.Count > 1 || prefix is not null))
        {
            throw new ArgumentException(
                $"{classes.Count} classes implement '{interfaceType}' and start with '{prefix}' ({string.Join(", ", classes.Select(candidate => candidate.Type))}): pass the class name as grainClassNamePrefix.");
        }

        return (grainInterface, chosen?.GrainType ?? GrainType.Create(byName));
    }

    private static string ConventionalName(Type interfaceType)
    {
        var name = interfaceType.Name;
        if (name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
            name = name[1..];
        if (name.EndsWith("Grain", StringComparison.Ordinal) && name.Length > 5)
            name = name[..^5];
        return name.ToLowerInvariant();
    }
}
