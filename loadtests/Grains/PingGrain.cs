using Platform.LoadTests.Load;
using StackExchange.Redis;

namespace Platform.LoadTests.Grains;

/// <inheritdoc cref="IPingGrain"/>
/// <param name="redis">Where it stores; null in a silo that was started without.</param>
internal sealed class PingGrain(PingStore redis) : Grain, IPingGrain
{
    private RedisKey _key;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = $"loadtests:ping:{this.GetPrimaryKeyLong()}";
        return Task.CompletedTask;
    }

    public Task<long> Ping(long number) => Task.FromResult(number + 1);

    public async Task<long> Store(long number)
    {
        if (redis.Database is not { } database)
            throw new LoadFailedException("This silo was started without a Redis to store in.");
        await database.StringSetAsync(_key, number + 1);
        return number + 1;
    }
}
