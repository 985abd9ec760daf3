using Orleans.Activations;
using Orleans.Invocation;

namespace Orleans.Calls;

/// <summary>Something that runs as a request of an activation: a grain call or the tick of a timer.</summary>
internal abstract class ActivationRequest
{
    /// <summary>The next one that waits for the same activation.</summary>
    public ActivationRequest? Next;

    /// <summary>The caller's request context; never changed.</summary>
    public Dictionary<string, object>? Context;

    /// <summary>How it is scheduled.</summary>
    public abstract GrainMethodOptions Options { get; }

    /// <summary>Whether it may run between the awaits of any other.</summary>
    public bool Interleaves => (Options & (GrainMethodOptions.AlwaysInterleave | GrainMethodOptions.Stream)) != 0;

    /// <summary>Whether it may run between the awaits of others that only read.</summary>
    public bool OnlyReads => (Options & GrainMethodOptions.ReadOnly) != 0;

    /// <summary>Whether nobody waits for it any more, so that it need not start.</summary>
    public virtual bool IsAbandoned => false;

    /// <summary>It is taken out without having run, since nobody waits for it.</summary>
    public virtual void Dropped() => Failed(new OperationCanceledException("The call was given up before it began."));

    /// <summary>Runs it inside the activation's turn.</summary>
    public abstract ValueTask InvokeAsync(Activation activation);

    /// <summary>It ran.</summary>
    public abstract void Completed();

    /// <summary>It ran and threw, or can never run.</summary>
    public abstract void Failed(Exception error);

    /// <summary>It did not run.</summary>
    public abstract void Refused(Refusal refusal);
}
