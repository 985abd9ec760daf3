using Orleans.Calls;
using Orleans.Invocation;

namespace Orleans.Activations;

/// <summary>The tick of a timer, scheduled like a request.</summary>
internal sealed class GrainTimerTick(GrainTimer timer, bool interleaves) : ActivationRequest
{
    public override GrainMethodOptions Options => interleaves ? GrainMethodOptions.AlwaysInterleave : GrainMethodOptions.None;

    public override ValueTask InvokeAsync(Activation activation) => timer.TickAsync();

    public override void Completed() => timer.Ticked();

    public override void Failed(Exception error) => timer.Ticked();

    public override void Refused(Refusal refusal) => timer.Ticked();
}
