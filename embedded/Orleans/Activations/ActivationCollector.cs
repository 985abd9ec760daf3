using Microsoft.Extensions.Options;
using Orleans.Calls;
using Orleans.Configuration;

namespace Orleans.Activations;

/// <summary>Ends activations that had no calls for their collection age.</summary>
internal sealed class ActivationCollector : IDisposable
{
    private readonly Silo _silo;
    private readonly ITimer _timer;

    public ActivationCollector(Silo silo, IOptions<GrainCollectionOptions> options)
    {
        _silo = silo;
        var quantum = options.Value.CollectionQuantum;
        _timer = silo.Time.CreateTimer(static collector => ((ActivationCollector)collector!).Collect(null), this, quantum, quantum);
    }

    /// <summary>Ends what has been idle.</summary>
    /// <param name="age">The idle time; null for each class's own.</param>
    public void Collect(TimeSpan? age)
    {
        var now = _silo.Now;
        var count = 0;
        foreach (var activation in _silo.Activations.All)
        {
            activation.Trim();
            if ((age ?? activation.Class.CollectionAge) is { } limit && activation.CollectIfIdle(now, CallTracker.TicksOf(limit)))
                count++;
        }

        if (count > 0)
            ActivationLog.Collected(_silo.Log, count);
    }

    public void Dispose() => _timer.Dispose();
}
