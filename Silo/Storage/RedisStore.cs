using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using StackExchange.Redis;

namespace Platform.Silo.Storage;

/// <summary>
/// Redis as the features use it: scripts by hash, no wait without a bound, and every failure of the store as
/// <see cref="ErrorCode.StorageUnavailable"/>.
/// </summary>
internal sealed class RedisStore(
    [FromKeyedServices(RedisRegistration.Name)] IConnectionMultiplexer multiplexer,
    IOptions<RedisStoreOptions> options,
    TimeProvider time,
    ILogger<RedisStore> logger)
{
    private readonly RedisStoreOptions _options = options.Value;
    private readonly SharedPatience _patience = new(options.Value.OperationTimeout, time);

    /// <summary>The commands. Await their tasks through <see cref="Run{T}"/>.</summary>
    public IDatabase Database { get; } = multiplexer.GetDatabase();

    /// <summary>Whether there is a connection at all; without one it is not worth beginning anything.</summary>
    public bool IsConnected => multiplexer.IsConnected;

    /// <summary>Waits for a command that was sent.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.StorageUnavailable"/>: no answer, or an error instead of one.</exception>
    public async Task<T> Run<T>(Task<T> command)
    {
        try
        {
            return await command.WaitAsync(_patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (RedisCompatibility.IsStoreFailure(error))
        {
            throw Unavailable(error);
        }
    }

    /// <summary>Runs a script whose failure may leave open whether it ran.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.StorageUnavailable"/>.</exception>
    public async Task<RedisResult> Run(RedisScript script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await Database.ScriptEvaluateAsync(script.Hash, keys, values).WaitAsync(_patience.Token).ConfigureAwait(false);
        }
        catch (RedisServerException error) when (RedisCompatibility.IsUnknownScript(error))
        {
            // A restarted server has forgotten its scripts; sending the text makes it known again.
            return await Run(Database.ScriptEvaluateAsync(script.Text, keys, values)).ConfigureAwait(false);
        }
        catch (Exception error) when (RedisCompatibility.IsStoreFailure(error))
        {
            throw Unavailable(error);
        }
    }

    /// <summary>Makes scripts known to the server, so that the first use of each is like every other.</summary>
    public Task Teach(IEnumerable<RedisScript> scripts) => Task.WhenAll(
        scripts.Select(script => Run(Database.ExecuteAsync("SCRIPT", "LOAD", script.Text))));

    /// <summary>Does what may also be done later: a failure is logged and is nobody's error.</summary>
    /// <param name="what">What is done, for the log.</param>
    /// <param name="task">The work.</param>
    public void Afterthought(string what, Task task)
    {
        if (!task.IsCompletedSuccessfully)
            _ = Observe();

        async Task Observe()
        {
            try
            {
                await task.WaitAsync(_patience.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (RedisCompatibility.IsStoreFailure(error))
            {
                RedisLog.AfterthoughtFailed(logger, what, error);
            }
        }
    }

    private PlatformException Unavailable(Exception error) => new(
        ErrorCode.StorageUnavailable,
        "The store does not answer at the moment. Try again shortly; the same Idempotency-Key makes that safe.",
        retryAfter: _options.RetryAfter,
        cause: error);
}
