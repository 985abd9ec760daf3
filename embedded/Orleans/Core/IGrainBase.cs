using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class is: usually by deriving from <see cref="Grain"/>.</summary>
public interface IGrainBase
{
    /// <summary>The runtime's side of this activation.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first request. Requests wait for it; when it throws, they fail with its exception.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last request.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
