namespace Orleans.Membership;

/// <summary>The latest view of the cluster, and who waits for the next.</summary>
internal sealed class ClusterViewSource
{
    private readonly Lock _lock = new();
    private ClusterView _current = ClusterView.Empty;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs after every change, in order.</summary>
    public event Action<ClusterView>? Changed;

    /// <summary>Runs when somebody has reason to believe that the view is old.</summary>
    public event Action? RefreshRequested;

    public ClusterView Current => Volatile.Read(ref _current);

    /// <summary>Takes a view unless a newer one is there.</summary>
    public bool Publish(ClusterView view)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (view.Version <= _current.Version)
                return false;
            Volatile.Write(ref _current, view);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Changed?.Invoke(view);
        }

        changed.TrySetResult();
        return true;
    }

    public void RequestRefresh() => RefreshRequested?.Invoke();

    /// <summary>Waits for the next view.</summary>
    public Task WaitForChangeAsync()
    {
        lock (_lock)
            return _changed.Task;
    }

    /// <summary>Waits for the next view, or for a time.</summary>
    public async Task WaitForChangeAsync(TimeSpan longest, TimeProvider time)
    {
        using var over = new CancellationTokenSource(longest, time);
        await WaitForChangeAsync().WaitAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
