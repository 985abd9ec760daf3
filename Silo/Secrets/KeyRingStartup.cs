using Platform.Contracts.Errors;

namespace Platform.Silo.Secrets;

/// <summary>
/// Reads the key ring before anything else of the silo runs, and makes its first key where there is none; holds the start
/// until that is possible. From then on nobody has to wait for it: it is refreshed behind everybody's back.
/// </summary>
internal sealed class KeyRingStartup(SecretBox box, TimeProvider time, ILogger<KeyRingStartup> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // The ring is read without asynchrony, which must not happen on the thread that brings the store's answers.
                await Task.Run(() => box.Seal([], nameof(KeyRingStartup)), cancellationToken);
                return;
            }
            catch (PlatformException error)
            {
                SecretLog.WaitingForKeyRing(logger, error.Message, Pause.TotalSeconds);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
