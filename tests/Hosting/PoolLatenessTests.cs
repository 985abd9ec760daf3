using Platform.ServiceDefaults.Lateness;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>Only a pool in which everything waits is late.</summary>
public sealed class PoolLatenessTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly PoolLateness _pool;

    public PoolLatenessTests() => _pool = new PoolLateness(_time);

    [Fact]
    public void One_pause_makes_nobody_late_and_ten_probes_in_a_row_do()
    {
        var put = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        for (var probe = 0; probe < 9; probe++)
            _pool.Ran(put);
        Assert.Equal(TimeSpan.Zero, _pool.Current);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _pool.Ran(put);
        Assert.Equal(TimeSpan.FromMilliseconds(300), _pool.Current);
        _pool.Ran(_time.GetTimestamp());
        Assert.Equal(TimeSpan.Zero, _pool.Current);
    }

    [Fact]
    public async Task While_somebody_asks_probes_run_and_afterwards_none_does()
    {
        var readings = new CountingTime();
        using var pool = new PoolLateness(readings);
        await Eventually.See(() => Task.FromResult((pool.Current, readings.Count).Count), count => count > 20, TestContext.Current.CancellationToken);
        // It goes on for a while, in which nobody asks. Eventually looks every 50 ms, in which ten probes would run.
        var before = 0L;
        await Eventually.See(() => Task.FromResult(before == (before = readings.Count)), isQuiet => isQuiet, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _pool.Dispose();

    private sealed class CountingTime : TimeProvider
    {
        private long _read;

        public long Count => Interlocked.Read(ref _read);

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _read);
            return base.GetTimestamp();
        }
    }
}
