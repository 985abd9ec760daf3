using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Clustering.Redis;

internal sealed class RedisClusteringOptionsCheck(IOptions<RedisClusteringOptions> options) : IOptionsCheck
{
    public IEnumerable<string> Problems()
    {
        if (options.Value.ConfigurationOptions is null)
        {
            yield return "RedisClusteringOptions.ConfigurationOptions is null: pass a connection string to UseRedisClustering, "
                + "or set Orleans:Clustering:ServiceKey to the key of a registered IConnectionMultiplexer.";
        }
    }
}
