namespace Platform.Silo.Budgets;

/// <summary>Those in this silo who wait for what others hold of one budget: they look one at a time, when something changed and now and then.</summary>
internal sealed class BudgetQueue
{
    private readonly SemaphoreSlim _turnstile = new(1);
    private volatile TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many wait. Counted by <see cref="BudgetGate"/>.</summary>
    public int Waiting { get; set; }

    /// <summary>Waits for one's place.</summary>
    public Task Enter(CancellationToken cancellationToken) => _turnstile.WaitAsync(cancellationToken);

    /// <summary>Gives one's place to the next.</summary>
    public void Leave() => _turnstile.Release();

    /// <summary>Ends when a turn of this silo has given back what it held, or after a while, since other silos don't tell.</summary>
    public async Task Change(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_change.Task, Task.Delay(atMost, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>A turn of this silo has given back what it held.</summary>
    public void Changed() => Interlocked.Exchange(ref _change, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
