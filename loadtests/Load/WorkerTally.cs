namespace Platform.LoadTests.Load;

/// <summary>What one worker counted. Written by the worker alone; others may read the count of answers meanwhile.</summary>
internal sealed class WorkerTally
{
    private readonly List<long> _perSecond = [];
    private long _answers;

    /// <summary>Answers so far, those of the warm-up included.</summary>
    public long Answers => Volatile.Read(ref _answers);

    /// <summary>How long the measured requests took.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>How much later than it was due, and somebody was free to send it, each measured request of a schedule was sent.</summary>
    public LatencyHistogram SentLate { get; } = new();

    /// <summary>Measured requests of a schedule that were due while no worker was free.</summary>
    public long Queued { get; set; }

    /// <summary>Counts an answer that is not measured.</summary>
    public void Warm() => Volatile.Write(ref _answers, _answers + 1);

    /// <summary>Counts an answer.</summary>
    /// <param name="at">When it came, from the start of the measured time.</param>
    /// <param name="took">How long the request took.</param>
    public void Count(TimeSpan at, TimeSpan took)
    {
        Warm();
        Latency.Record(took);
        var second = (int)Math.Max(0, at.TotalSeconds);
        while (_perSecond.Count <= second)
            _perSecond.Add(0);
        _perSecond[second]++;
    }

    /// <summary>What some workers found together.</summary>
    /// <param name="tallies">The workers'.</param>
    /// <param name="elapsed">The measured time; a last second that is not full is left out of the counts per second.</param>
    public static LoadResult Join(IEnumerable<WorkerTally> tallies, TimeSpan elapsed)
    {
        var latency = new LatencyHistogram();
        var perSecond = new long[Math.Max(0, (int)elapsed.TotalSeconds)];
        foreach (var tally in tallies)
        {
            latency.Add(tally.Latency);
            for (var second = 0; second < Math.Min(perSecond.Length, tally._perSecond.Count); second++)
                perSecond[second] += tally._perSecond[second];
        }

        return new LoadResult(latency.Count, elapsed, latency) { PerSecond = perSecond };
    }
}
