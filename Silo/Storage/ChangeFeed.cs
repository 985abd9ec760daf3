using Platform.Contracts.Keys;
using StackExchange.Redis;

namespace Platform.Silo.Storage;

/// <summary>
/// Tells every silo which agent or tenant changed, so that caches drop it at once. Best effort: who misses the news is late
/// by the cache's own bound, never wrong for longer.
/// </summary>
internal sealed class ChangeFeed(
    [FromKeyedServices(RedisRegistration.Name)] IConnectionMultiplexer multiplexer,
    RedisStore store,
    ILogger<ChangeFeed> logger)
{
    private static readonly RedisChannel Channel = RedisCompatibility.Channel(StoreKey.Changes);
    private readonly Lock _gate = new();
    private Action<string>? _heard;
    private bool _subscribed;

    /// <summary>Calls back for each changed object's store key, on any thread.</summary>
    public void Listen(Action<string> changed)
    {
        lock (_gate)
        {
            _heard += changed;
            if (_subscribed)
                return;
            _subscribed = true;
        }

        _ = Subscribe();
    }

    /// <summary>Tells this silo now and the others in a moment.</summary>
    public void Publish(string storeKey)
    {
        _heard?.Invoke(storeKey);
        store.Afterthought("change notice", multiplexer.GetSubscriber().PublishAsync(Channel, storeKey));
    }

    private async Task Subscribe()
    {
        try
        {
            await multiplexer.GetSubscriber().SubscribeAsync(Channel, (_, storeKey) => _heard?.Invoke(storeKey!)).ConfigureAwait(false);
        }
        catch (Exception error) when (RedisCompatibility.IsStoreFailure(error))
        {
            // The client itself subscribes again whenever the connection comes back.
            RedisLog.ChangeFeedFailed(logger, SettingsCacheLimits.MaxAge, error);
        }
    }
}
