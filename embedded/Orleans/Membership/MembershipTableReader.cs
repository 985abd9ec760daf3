using Microsoft.Extensions.Logging;
using Orleans.Clustering;

namespace Orleans.Membership;

/// <summary>Reads the membership table when asked and from time to time, one read at a time, and keeps the last view when it cannot.</summary>
internal sealed class MembershipTableReader : IAsyncDisposable
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly IMembershipTable _table;
    private readonly ClusterViewSource _views;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private Task _loop = Task.CompletedTask;
    private int _requests;
    private bool _failing;

    public MembershipTableReader(IMembershipTable table, ClusterViewSource views, TimeProvider time, ILoggerFactory logs)
    {
        _table = table;
        _views = views;
        _time = time;
        _log = logs.CreateLogger("Orleans.Membership");
        views.RefreshRequested += Request;
    }

    /// <summary>Runs after every read that succeeded, whether or not the view changed.</summary>
    public event Action<ClusterView>? Read;

    public void Start(TimeSpan period) => _loop = Task.Run(() => RunAsync(period));

    /// <summary>Reads now.</summary>
    /// <returns>False when the table cannot be reached.</returns>
    public async Task<bool> TryReadAsync()
    {
        try
        {
            await _table.ConnectAsync().ConfigureAwait(false);
            var view = await _table.ReadAsync().ConfigureAwait(false);
            if (_failing)
                MembershipLog.CanRead(_log);
            _failing = false;
            Read?.Invoke(view);
            if (_views.Publish(view))
                MembershipLog.ViewChanged(_log, view);
            return true;
        }
        catch (Exception error)
        {
            if (!_failing)
                MembershipLog.CannotRead(_log, error);
            _failing = true;
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;

        _views.RefreshRequested -= Request;
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Request()
    {
        // Requests that come while one waits are served by the same read.
        if (Interlocked.Exchange(ref _requests, 1) == 0 && !_stop.IsCancellationRequested)
            _wanted.Release();
    }

    private async Task RunAsync(TimeSpan period)
    {
        while (!_stop.IsCancellationRequested)
        {
            using (var next = new CancellationTokenSource(period, _time))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(next.Token, _stop.Token))
                await _wanted.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Exchange(ref _requests, 0);
            if (!_stop.IsCancellationRequested && !await TryReadAsync().ConfigureAwait(false))
            {
                await Task.Delay(AgainAfter, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Request();
            }
        }
    }
}
