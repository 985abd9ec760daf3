using Orleans.Statistics;

namespace Orleans.Management;

/// <summary>Processor and memory of this process, since the last sample.</summary>
internal sealed class ProcessUsage(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _lastTime = time.GetTimestamp();
    private TimeSpan _lastUsage = Environment.CpuUsage.TotalTime;

    public EnvironmentStatistics Sample()
    {
        lock (_lock)
        {
            var usage = Environment.CpuUsage.TotalTime;
            var elapsed = time.GetElapsedTime(_lastTime);
            var share = elapsed > TimeSpan.Zero ? (usage - _lastUsage) / elapsed / Environment.ProcessorCount * 100 : 0;
            _lastTime = time.GetTimestamp();
            _lastUsage = usage;
            var memory = Environment.WorkingSet;
            var maximum = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            return new EnvironmentStatistics((float)Math.Clamp(share, 0, 100), memory, Math.Max(0, maximum - memory), maximum);
        }
    }
}
