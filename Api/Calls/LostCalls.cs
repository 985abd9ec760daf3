using Platform.Contracts.Calls;
using Platform.ServiceDefaults.Requests;

namespace Platform.Api.Calls;

/// <summary>
/// Ends the calls that a lost silo had: nobody tells a client of the cluster that no answer will come. When a connection to the
/// cluster is lost, and after each <see cref="LookEvery"/>, the grains that were called are asked whether they still have the
/// call: one that lives on another silo by now has not, nor has one whose answer was lost with the silo it went through.
/// </summary>
/// <param name="gateways">Hears of lost connections.</param>
/// <param name="time">The clock.</param>
internal sealed class LostCalls(GatewayLoss gateways, TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>A silo whose machine is lost leaves its connections open.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2.5);

    /// <summary>The question may be lost like the call.</summary>
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(1);

    /// <summary>The answer may be under way when the grain says that it has no such call.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (RequestTags.Text is not { } request || context.Grain is not IHoldsCalls grain || context.MethodName == nameof(IHoldsCalls.Holds))
            return context.Invoke();
        var lost = gateways.Next;
        var call = context.Invoke();
        return call.IsCompleted ? call : Watch(grain, request, call, lost);
    }

    /// <exception cref="SiloUnavailableException">The silo that had the call is gone: it may have run.</exception>
    private async Task Watch(IHoldsCalls grain, string request, Task call, CancellationToken lost)
    {
        var (pause, unanswered, missed) = (LookEvery, LookAgain, false);
        while (!await Ends(call, pause, lost))
        {
            lost = gateways.Next;
            var held = await Asked(grain, request, call);
            if (held == false && missed && !call.IsCompleted)
                throw new SiloUnavailableException("The silo that had the call went away.");
            missed = held == false;
            pause = held switch { true => LookEvery, false => LookAgain, null => unanswered };
            // While nobody can say so the question is not repeated by many, over and over.
            unanswered = held is not null ? LookAgain : unanswered < LookEvery ? unanswered * 2 : LookEvery;
        }

        await call;
    }

    /// <summary>Null: nobody says so at the moment.</summary>
    private async Task<bool?> Asked(IHoldsCalls grain, string request, Task call)
    {
        var asked = grain.Holds(request);
        await ((Task)Task.WhenAny(asked, call).WaitAsync(AskFor, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return asked.IsCompletedSuccessfully ? await asked : null;
    }

    private async Task<bool> Ends(Task call, TimeSpan within, CancellationToken lost)
    {
        await call.WaitAsync(within, time, lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.IsCompleted;
    }
}
