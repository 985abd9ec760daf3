using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that leaves this process's code.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling activation; null outside of turns.</summary>
    IGrainContext? SourceContext { get; }
}
