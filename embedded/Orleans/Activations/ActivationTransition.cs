using Orleans.Calls;
using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>Brings an activation to life or to its end, inside its turn.</summary>
internal sealed class ActivationTransition(Activation activation, bool activates)
{
    public Task RunAsync() => activates ? ActivateAsync() : DeactivateAsync();

    private async Task ActivateAsync()
    {
        var silo = activation.Silo;
        try
        {
            if (await silo.HandOver.FindHolderAsync(activation.GrainId) is { } holder)
            {
                Abandon(call => call.Refused(new Refusal(RefusalKind.HeldElsewhere, 0, holder)));
                return;
            }

            var instance = activation.Class.Create(activation);
            activation.SetInstance(instance);
            if (instance is Grain grain)
            {
                using var timeout = new CancellationTokenSource(activation.Class.ActivationTimeout, silo.Time);
                await grain.OnActivateAsync(timeout.Token);
            }
            else if (instance is IGrainBase other)
            {
                using var timeout = new CancellationTokenSource(activation.Class.ActivationTimeout, silo.Time);
                await other.OnActivateAsync(timeout.Token);
            }

            activation.Activated();
        }
        catch (Exception error)
        {
            ActivationLog.ActivationFailed(silo.Log, activation.GrainId, error);
            EndTimers();
            await DisposeInstanceAsync();
            Abandon(call => call.Failed(error));
        }
    }

    private async Task DeactivateAsync()
    {
        var silo = activation.Silo;
        var extras = activation.TakeExtras();
        EndTimers();
        using var timeout = new CancellationTokenSource(activation.Class.DeactivationTimeout, silo.Time);
        try
        {
            foreach (var stream in extras.Streams.ToArray())
            {
                stream.Abort(new SiloUnavailableException($"{activation.GrainId} was deactivated: open the stream again."));
                await stream.Ended.WaitAsync(timeout.Token);
            }

            if (activation.GrainInstance is IGrainBase grain)
                await grain.OnDeactivateAsync(extras.Reason, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception error)
        {
            ActivationLog.DeactivationFailed(silo.Log, activation.GrainId, error);
        }

        await DisposeInstanceAsync();
        activation.Redeliver(activation.End());
    }

    private void EndTimers()
    {
        foreach (var timer in activation.TakeExtras().Timers.ToArray())
            timer.Dispose();
    }

    private async Task DisposeInstanceAsync()
    {
        try
        {
            if (activation.GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (activation.GrainInstance as IDisposable)?.Dispose();
            if (activation.TakeExtras().Scope is { } scope)
                await scope.DisposeAsync();
        }
        catch (Exception error)
        {
            ActivationLog.DeactivationFailed(activation.Silo.Log, activation.GrainId, error);
        }
    }

    private void Abandon(Action<ActivationRequest> tell)
    {
        var waiting = activation.End();
        while (waiting is { } call)
        {
            waiting = call.Next;
            call.Next = null;
            tell(call);
        }
    }
}
