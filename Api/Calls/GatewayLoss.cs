namespace Platform.Api.Calls;

/// <summary>Tells who waits for the cluster that a connection to it was lost. Safe for use from any thread.</summary>
internal sealed class GatewayLoss : IClusterConnectionStatusObserver
{
    private CancellationTokenSource _next = new();

    /// <summary>Is cancelled when the next connection is lost.</summary>
    public CancellationToken Next => Volatile.Read(ref _next).Token;

    /// <inheritdoc/>
    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (currentNumberOfGateways < previousNumberOfGateways)
            Tell();
    }

    /// <inheritdoc/>
    public void NotifyClusterConnectionLost() => Tell();

    // Apart from the caller, who has connections to look after: there may be thousands that wait.
    private void Tell() => _ = Interlocked.Exchange(ref _next, new CancellationTokenSource()).CancelAsync();
}
