using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Invocation;

/// <summary>Describes one method of a grain interface. One instance per method and process, made by generated code.</summary>
/// <param name="interfaceType">The grain interface that declares the method.</param>
/// <param name="interfaceName">The interface's wire name: its alias, else its full type name.</param>
/// <param name="methodName">The method's wire name: its alias, else its name; unique within the interface.</param>
/// <param name="options">How the method is scheduled.</param>
/// <param name="createRequest">Makes an empty request that can read its arguments from the wire.</param>
public sealed class GrainMethod(
    Type interfaceType,
    string interfaceName,
    string methodName,
    GrainMethodOptions options,
    Func<GrainRequest> createRequest)
{
    private GrainMethodReflection? _reflection;

    /// <summary>The grain interface that declares the method.</summary>
    public Type InterfaceType { get; } = interfaceType;

    /// <summary>The interface's wire name.</summary>
    public string InterfaceName { get; } = interfaceName;

    /// <summary>The method's wire name.</summary>
    public string MethodName { get; } = methodName;

    /// <summary>How the method is scheduled.</summary>
    public GrainMethodOptions Options { get; } = options;

    /// <summary>Makes an empty request that can read its arguments from the wire.</summary>
    public Func<GrainRequest> CreateRequest { get; } = createRequest;

    /// <summary>The method's own response timeout; null when it has none.</summary>
    public TimeSpan? ResponseTimeout => Reflection.ResponseTimeout;

    /// <summary>The interface method.</summary>
    public MethodInfo Method => Reflection.Method;

    /// <summary>The number that stands for the method between processes.</summary>
    internal uint WireId { get; } = (uint)IdSpan.Create($"{interfaceName}.{methodName}").GetUniformHashCode64();

    private GrainMethodReflection Reflection => _reflection ??= new GrainMethodReflection(this);
}
