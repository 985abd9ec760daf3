namespace Platform.LoadTests.Load;

/// <summary>
/// The run that loops belong to: whoever started it reads here how far they are, and ends them early. It travels with the
/// asynchronous call, so that scenarios need not hand it on; without one a loop simply runs to its end.
/// </summary>
internal sealed class LoadRun : IDisposable
{
    private static readonly AsyncLocal<LoadRun?> Ambient = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private readonly List<LoadStretch> _stretches = [];

    /// <summary>The run of the calling code; null outside of one.</summary>
    public static LoadRun? Current => Ambient.Value;

    /// <summary>Ends stretches early: what they measured until then counts.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Whether somebody ended the run early.</summary>
    public bool IsEnded => _ended.IsCancellationRequested;

    /// <summary>The stretches that run at this moment.</summary>
    public IReadOnlyList<LoadStretch> Stretches
    {
        get
        {
            lock (_lock)
                return [.. _stretches];
        }
    }

    /// <summary>Makes this the run of what the calling method calls from now on.</summary>
    public void Enter() => Ambient.Value = this;

    /// <summary>Ends the stretches that run, and those that begin later at once.</summary>
    public void End() => _ended.Cancel();

    /// <summary>Tells that a stretch begins; disposing of it tells that it is over.</summary>
    /// <param name="tallies">What its workers count.</param>
    /// <param name="warmUp">Its part that is not measured.</param>
    /// <param name="length">How long it is in all; null when only its scenario knows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it, too.</param>
    public static LoadStretch Begin(IReadOnlyList<WorkerTally> tallies, TimeSpan warmUp, TimeSpan? length, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = Current;
        var stretch = new LoadStretch(run, tallies, warmUp, length, time, cancellationToken);
        if (run is not null)
        {
            lock (run._lock)
                run._stretches.Add(stretch);
        }

        return stretch;
    }

    /// <summary>Forgets a stretch that is over.</summary>
    public void Over(LoadStretch stretch)
    {
        lock (_lock)
            _stretches.Remove(stretch);
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();
}
