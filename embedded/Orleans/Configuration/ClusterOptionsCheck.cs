using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

internal sealed class ClusterOptionsCheck(IOptions<ClusterOptions> options) : IOptionsCheck
{
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(options.Value.ClusterId))
            yield return $"ClusterOptions.ClusterId is '{options.Value.ClusterId}': set Orleans:ClusterId to the cluster's name.";
        if (string.IsNullOrWhiteSpace(options.Value.ServiceId))
            yield return $"ClusterOptions.ServiceId is '{options.Value.ServiceId}': set Orleans:ServiceId to the application's name.";
    }
}
