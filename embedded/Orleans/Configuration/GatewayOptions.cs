namespace Orleans.Configuration;

/// <summary>How a client follows the cluster.</summary>
public class GatewayOptions
{
    /// <summary>How often the membership table is read. Default 1 s. Connected silos also tell of changes at once.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromSeconds(1);
}
