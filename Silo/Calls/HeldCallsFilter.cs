using Platform.Contracts.Calls;

namespace Platform.Silo.Calls;

/// <summary>Has grains remember their calls, all but the question about them.</summary>
internal sealed class HeldCallsFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) =>
        context.Grain is ICallHolder holder && context.MethodName != nameof(IHoldsCalls.Holds) ? holder.Calls.Run(context.Invoke) : context.Invoke();
}
