using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>One process of a resource, kept running: watched, and started again when it ends without being asked.</summary>
internal sealed class Replica
{
    /// <summary>As many crashes before it was ever healthy mean that it cannot start.</summary>
    public const int MaxCrashesAtStart = 5;

    public static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>A replica that says that it will stop serves on for a few seconds: that has to be noticed within a fraction of them.</summary>
    public static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);
    private const int SilencesUntilUnhealthy = 2;

    private readonly Func<CancellationToken, ValueTask<IChildProcess>> _launch;
    private readonly Func<CancellationToken, ValueTask<HealthAnswer>> _probe;
    private readonly Func<string, ValueTask> _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChildProcess? _child;
    private Task _running = Task.CompletedTask;
    private long? _healthySince;
    private volatile bool _healthy;
    private bool _endedWell;

    /// <param name="name">The name under which it logs.</param>
    /// <param name="launch">Starts the process.</param>
    /// <param name="probe">Looks at the health of the process.</param>
    /// <param name="log">Writes a line.</param>
    /// <param name="time">The clock.</param>
    public Replica(
        string name,
        Func<CancellationToken, ValueTask<IChildProcess>> launch,
        Func<CancellationToken, ValueTask<HealthAnswer>> probe,
        Func<string, ValueTask> log,
        TimeProvider time)
    {
        Name = name;
        _launch = launch;
        _probe = probe;
        _log = log;
        _time = time;
    }

    public string Name { get; }

    public bool IsHealthy => _healthy;

    /// <summary>Completes when the process is healthy for the first time; fails when it cannot start.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Why the process is not healthy.</summary>
    public string Problem { get; private set; } = "not started";

    public void Start() => _running = RunAsync(_stopping.Token);

    /// <summary>Asks the process to end, and kills it when it takes too long.</summary>
    /// <param name="patience">How long the process may take.</param>
    /// <param name="kill">Ends the patience at once.</param>
    public async Task StopAsync(TimeSpan patience, CancellationToken kill)
    {
        _healthy = false;
        await _stopping.CancelAsync();
        _ready.TrySetCanceled(CancellationToken.None);
        _child?.Terminate();
        try
        {
            await _running.WaitAsync(patience, _time, kill);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (e is TimeoutException)
                await _log($"did not stop within {patience.TotalSeconds:0} s: killed");
            _child?.Kill();
            await _running;
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var backoff = new RestartBackoff();
        var crashes = 0;
        while (!stopping.IsCancellationRequested)
        {
            var ended = await RunOnceAsync(stopping);
            if (stopping.IsCancellationRequested)
                return;
            Problem = ended;
            if (_endedWell)
            {
                await _log($"{ended}; starting again");
                continue;
            }

            if (!_ready.Task.IsCompleted && ++crashes == MaxCrashesAtStart)
            {
                _ready.SetException(new DistributedApplicationException($"{Name} cannot start: {ended} {crashes} times in a row. Its log says why."));
                return;
            }

            var delay = backoff.Next(_healthySince is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero);
            await _log($"{ended}; starting again in {delay.TotalSeconds:0.#} s");
            await Task.Delay(delay, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> RunOnceAsync(CancellationToken stopping)
    {
        _healthySince = null;
        _endedWell = false;
        try
        {
            _child = await _launch(stopping);
        }
        catch (DistributedApplicationException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException)
        {
            return "stopped";
        }

        if (stopping.IsCancellationRequested)
            _child.Terminate();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var health = WatchHealthAsync(watching.Token);
        var code = await _child.Exited;
        await watching.CancelAsync();
        await health;
        _healthy = false;
        // Somebody has asked it to stop, as for a rolling restart: there is nothing to be careful about.
        _endedWell = code == 0 && _healthySince is not null;
        return $"exited with code {code}";
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        var silences = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (problem, isOwnWord) = await _probe(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            silences = isOwnWord ? 0 : silences + 1;
            if (problem is null)
            {
                silences = 0;
                await BecomeHealthyAsync();
            }
            else if (isOwnWord || silences >= SilencesUntilUnhealthy || !_healthy)
            {
                Problem = problem;
                if (_healthy)
                    await _log($"is not healthy: {problem}");
                _healthy = false;
            }

            await Task.Delay(_healthySince is not null ? WatchInterval : StartInterval, _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask BecomeHealthyAsync()
    {
        if (_healthy)
            return;
        _healthy = true;
        _healthySince ??= _time.GetTimestamp();
        if (!_ready.TrySetResult())
            await _log("is healthy again");
    }
}
