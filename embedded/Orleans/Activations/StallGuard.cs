using System.Diagnostics;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Membership;

namespace Orleans.Activations;

/// <summary>
/// Notices that the process did not run for a while (it was stopped, or the machine slept). The others may have declared it dead
/// meanwhile, so calls are refused until the membership table was read again. It looks at the real clock: a test's clock may
/// jump without the process having stood still.
/// </summary>
internal sealed class StallGuard : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly ClusterViewSource _views;
    private readonly TimeSpan _threshold;
    private readonly ITimer _timer;
    private long _lastBeat = Stopwatch.GetTimestamp();
    private volatile bool _checking;

    public StallGuard(IOptions<ClusterMembershipOptions> options, ClusterViewSource views)
    {
        _views = views;
        // Before the others can have lost patience.
        _threshold = options.Value.ProbeTimeout * options.Value.NumMissedProbesLimit / 2;
        _timer = TimeProvider.System.CreateTimer(static guard => ((StallGuard)guard!).Check(), this, Beat, Beat);
    }

    /// <summary>Whether the view of the cluster has to be read again before calls may run.</summary>
    public bool IsStalled => _checking || Stopwatch.GetElapsedTime(Volatile.Read(ref _lastBeat)) > _threshold;

    /// <summary>The table was read after the stall.</summary>
    public void Checked() => _checking = false;

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastBeat)) > _threshold)
            _checking = true;
        Volatile.Write(ref _lastBeat, Stopwatch.GetTimestamp());
        if (_checking)
            _views.RequestRefresh();
    }
}
