using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Platform.Api.Hosting;

/// <summary>
/// What happens between the request to stop and the end. First the replica only says that it is not ready and serves on, for
/// <see cref="DrainOptions.Delay"/> and then, while clients are connected, for <see cref="DrainOptions.Linger"/>; then the
/// server closes its port and finishes what runs; what still streams shortly before the host's patience ends is told to go on
/// elsewhere. A second signal ends the wait, and so does Ctrl+C at once: a person at a terminal has no load balancer to wait for.
/// </summary>
internal sealed class Drain(
    IHostApplicationLifetime lifetime,
    IOptions<DrainOptions> options,
    IOptions<HostOptions> host,
    OpenConnections connections,
    TimeProvider time,
    ILogger<Drain> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>What the last words of streams get before the server cuts every connection: 2 seconds.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _over = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private ITimer? _farewell;

    /// <summary>Whether the process was asked to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Is cancelled when the time to finish is over, 2 seconds before the server cuts what still runs.</summary>
    public CancellationToken Over => _over.Token;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Hear(PosixSignal.SIGINT);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Whoever stops the host by other means than a signal wants the same.
        lifetime.StopApplication();
        Hear(PosixSignal.SIGTERM);
        Hear(PosixSignal.SIGQUIT);
        var patience = host.Value.ShutdownTimeout;
        _farewell = time.CreateTimer(
            static over => ((CancellationTokenSource)over!).Cancel(),
            _over,
            patience > Farewell ? patience - Farewell : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);

        var (delay, linger) = (options.Value.Delay, options.Value.Linger);
        if (delay + linger == TimeSpan.Zero || _hurry.IsCancellationRequested)
            return;
        DrainLog.Waiting(logger, delay.TotalSeconds, linger.TotalSeconds);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_hurry.Token, cancellationToken);
        await Task.Delay(delay, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var lingered = new CancellationTokenSource(linger, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lingered.Token, ended.Token);
        await connections.WaitForNone(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _signals.ForEach(static signal => signal.Dispose());
        _farewell?.Dispose();
        _hurry.Dispose();
        _over.Dispose();
    }

    // The host's own handler asks it to stop; without Cancel the signal would kill the process where that handler is gone.
    private void Hear(PosixSignal signal) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _hurry.Cancel();
    }));
}
