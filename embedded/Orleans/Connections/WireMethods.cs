using System.Collections.Concurrent;
using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>The grain methods and grain types of this process by the numbers that stand for them between processes.</summary>
internal sealed class WireMethods
{
    private readonly ConcurrentDictionary<uint, GrainMethod> _methods = new();
    private readonly ConcurrentDictionary<ulong, GrainType> _types = new();
    private int _interfaces;

    /// <summary>Learns every method of the manifest.</summary>
    /// <exception cref="OrleansConfigurationException">Two methods, or two grain types, have the same number.</exception>
    public void Load()
    {
        var interfaces = GrainManifest.Interfaces;
        foreach (var method in interfaces.SelectMany(known => known.Methods))
        {
            var other = _methods.GetOrAdd(method.WireId, method);
            if (other.InterfaceName != method.InterfaceName || other.MethodName != method.MethodName)
            {
                throw new OrleansConfigurationException(
                    $"{method.InterfaceName}.{method.MethodName} and {other.InterfaceName}.{other.MethodName} have the same number: give one of them another [Alias].");
            }
        }

        foreach (var grainClass in GrainManifest.Classes)
        {
            var other = _types.GetOrAdd(grainClass.GrainType.Value.GetUniformHashCode64(), grainClass.GrainType);
            if (other != grainClass.GrainType)
                throw new OrleansConfigurationException($"The grain types '{other}' and '{grainClass.GrainType}' have the same number: give one another [GrainType].");
        }

        _types[SiloControlGrainType.Value.GetUniformHashCode64()] = SiloControlGrainType;
        _interfaces = interfaces.Count;
    }

    /// <summary>A method by number; null when this process does not know it.</summary>
    public GrainMethod? Find(uint id)
    {
        if (_methods.TryGetValue(id, out var method))
            return method;
        if (GrainManifest.Interfaces.Count == _interfaces)
            return null;

        // An assembly was loaded since.
        Load();
        return _methods.GetValueOrDefault(id);
    }

    /// <summary>The grain that a request is for.</summary>
    public GrainId TargetOf(in RequestHeader header, GrainMethod method)
    {
        var key = IdSpan.Create(header.Key);
        if (_types.TryGetValue(header.GrainType, out var type))
            return new GrainId(type, key);

        // The caller lacks the class, and named the type after the interface.
        var candidates = GrainManifest.ClassesOf(method.InterfaceType).Take(2).ToList();
        return new GrainId(candidates.Count == 1 ? candidates[0].GrainType : GrainType.Create(method.InterfaceName), key);
    }

    private static GrainType SiloControlGrainType => Calls.SiloControlAddress.GrainType;
}
