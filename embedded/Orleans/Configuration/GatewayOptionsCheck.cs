using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

internal sealed class GatewayOptionsCheck(IOptions<GatewayOptions> options) : IOptionsCheck
{
    public IEnumerable<string> Problems() =>
        OptionsCheck.Positive("GatewayOptions.GatewayListRefreshPeriod", options.Value.GatewayListRefreshPeriod);
}
