using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One grain call, as a call filter sees it.</summary>
public interface IGrainCallContext
{
    /// <summary>The call's arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The grain instance (incoming) or the reference (outgoing).</summary>
    object Grain { get; }

    /// <summary>The calling grain, where it is known.</summary>
    GrainId? SourceId { get; }

    /// <summary>The called grain.</summary>
    GrainId TargetId { get; }

    /// <summary>The full name of the grain interface.</summary>
    string InterfaceName { get; }

    /// <summary>The name of the method.</summary>
    string MethodName { get; }

    /// <summary>The interface method.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result after <see cref="Invoke"/>; a filter may set it. Null for a method without one.</summary>
    object? Result { get; set; }

    /// <summary>Runs the next filter, or the call. Throws what the call throws.</summary>
    Task Invoke();
}
