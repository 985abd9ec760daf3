namespace Platform.LoadTests.Memory;

/// <summary>A process whose memory is sampled.</summary>
/// <param name="name">What it is, such as <c>silo 1</c>.</param>
/// <param name="processId">Its id.</param>
/// <param name="heap">Listens for its managed heap; null when that cannot be had.</param>
internal sealed class WatchedProcess(string name, int processId, HeapCounter? heap) : IAsyncDisposable
{
    private readonly List<(TimeSpan At, double Value)> _resident = [];
    private readonly List<(TimeSpan At, double Value)> _heap = [];

    /// <summary>What it is.</summary>
    public string Name => name;

    /// <summary>Its id.</summary>
    public int ProcessId => processId;

    /// <summary>Its resident set in MB over time.</summary>
    public IReadOnlyList<(TimeSpan At, double Value)> Resident => _resident;

    /// <summary>Its managed heap in MB over time; empty when it could not be had.</summary>
    public IReadOnlyList<(TimeSpan At, double Value)> Heap => _heap;

    /// <summary>Takes a sample. A process that has ended has none any more.</summary>
    public void Sample(TimeSpan at)
    {
        if (ProcessMemory.ResidentMb(processId) is not { } resident)
            return;
        _resident.Add((at, resident));
        // The load generator's own heap needs no listening.
        if (processId == Environment.ProcessId)
            _heap.Add((at, GC.GetTotalMemory(forceFullCollection: false) / 1e6));
        else if (heap?.Megabytes is { } megabytes)
            _heap.Add((at, megabytes));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => heap?.DisposeAsync() ?? ValueTask.CompletedTask;
}
