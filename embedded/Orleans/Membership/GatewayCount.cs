namespace Orleans.Membership;

/// <summary>Tells observers of a client when silos come and go.</summary>
internal sealed class GatewayCount(IEnumerable<IClusterConnectionStatusObserver> observers)
{
    private readonly IClusterConnectionStatusObserver[] _observers = [.. observers];
    private HashSet<Runtime.SiloAddress> _known = [];

    /// <summary>Follows the views, which come one after the other.</summary>
    public void Follow(ClusterViewSource views)
    {
        if (_observers.Length > 0)
            views.Changed += Changed;
    }

    // One that has taken the place of another does not hide that the other is gone: Orleans tells each connection by itself.
    private void Changed(ClusterView view)
    {
        var active = view.Active.Select(static member => member.SiloAddress).ToHashSet();
        var count = _known.Count;
        var gone = _known.Except(active).Count();
        var come = active.Except(_known).Count();
        _known = active;
        if (gone > 0)
            Tell(count - gone, count);
        if (come > 0)
            Tell(count - gone + come, count - gone);
    }

    private void Tell(int current, int previous)
    {
        foreach (var observer in _observers)
        {
            if (current == 0)
                observer.NotifyClusterConnectionLost();
            observer.NotifyGatewayCountChanged(current, previous, previous == 0);
        }
    }
}
