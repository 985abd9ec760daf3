using Platform.Contracts.Errors;
using StackExchange.Redis;

namespace Platform.Silo.Storage;

/// <summary>Holds the start until Redis answers: without it no silo can join, and a process that exits would only be started again.</summary>
internal sealed class RedisStartup(
    RedisStore store,
    IEnumerable<RedisScript> scripts,
    [FromKeyedServices(RedisRegistration.Name)] IConnectionMultiplexer multiplexer,
    TimeProvider time,
    ILogger<RedisStartup> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store.Teach(scripts);
                return;
            }
            catch (PlatformException error)
            {
                var endpoints = string.Join(", ", multiplexer.GetEndPoints().Select(static endpoint => endpoint.ToString()));
                RedisLog.WaitingForRedis(logger, endpoints, error.Cause!.Message, Pause.TotalSeconds);
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
