namespace Orleans;

/// <summary>Hears from a cluster client how it is connected. Here a gateway is a silo that the client may call.</summary>
public interface IClusterConnectionStatusObserver
{
    /// <summary>There are more or fewer gateways than before.</summary>
    /// <param name="currentNumberOfGateways">How many there are.</param>
    /// <param name="previousNumberOfGateways">How many there were.</param>
    /// <param name="connectionRecovered">Whether these are the first ones.</param>
    void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered);

    /// <summary>The last gateway is gone.</summary>
    void NotifyClusterConnectionLost();
}
