using Orleans.Invocation;

namespace Orleans.Connections;

/// <summary>Gives received grain references the runtime that carries their calls.</summary>
internal interface IGrainCallRuntimeSource
{
    IGrainCallRuntime Calls { get; }
}
