namespace Platform.LoadTests.Load;

/// <summary>A loop that runs.</summary>
internal sealed class LoadStretch : IDisposable
{
    private readonly LoadRun? _run;
    private readonly IReadOnlyList<WorkerTally> _tallies;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended;

    /// <param name="run">The run it belongs to; null for none.</param>
    /// <param name="tallies">What its workers count.</param>
    /// <param name="warmUp">Its part that is not measured.</param>
    /// <param name="length">How long it is in all; null when only its scenario knows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public LoadStretch(
        LoadRun? run, IReadOnlyList<WorkerTally> tallies, TimeSpan warmUp, TimeSpan? length, TimeProvider time, CancellationToken cancellationToken)
    {
        (_run, _tallies, _time, WarmUp, Length) = (run, tallies, time, warmUp, length);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(run?.Ended ?? CancellationToken.None, cancellationToken);
        Start = time.GetTimestamp();
    }

    /// <summary>When it began, as a timestamp of its clock.</summary>
    public long Start { get; }

    /// <summary>Its part that is not measured.</summary>
    public TimeSpan WarmUp { get; }

    /// <summary>How long it is in all; null when only its scenario knows.</summary>
    public TimeSpan? Length { get; }

    /// <summary>Nothing more is sent from then on.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Whether its whole run is ended early: what is due and not sent is given up, too.</summary>
    public bool IsGivenUp => _run is { IsEnded: true };

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(Start);

    /// <summary>Answers so far, those of the warm-up included.</summary>
    public long Answers => _tallies.Sum(static tally => tally.Answers);

    /// <summary>Ends it: a worker has failed.</summary>
    public Task Fail() => _ended.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _run?.Over(this);
        _ended.Dispose();
    }
}
