using System.Collections.Concurrent;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>The ways to all silos.</summary>
internal sealed class SiloLinks(ClusterViewSource views, TimeProvider time)
{
    // A silo that leaves in good order says goodbye right behind the news of it; the two travel on different connections.
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<SiloAddress, SiloLink> _links = new();
    private SiloDialer? _dialer;

    /// <summary>Runs when the connection to a silo broke.</summary>
    public event Action<SiloAddress>? ConnectionLost;

    public void Attach(SiloDialer dialer)
    {
        _dialer = dialer;
        views.Changed += DropDead;
    }

    public SiloLink Get(SiloAddress silo) =>
        _links.TryGetValue(silo, out var link) ? link : _links.GetOrAdd(silo, address => new SiloLink(address, _dialer!, this));

    public void Lost(SiloAddress silo) => ConnectionLost?.Invoke(silo);

    public void CloseAll(string reason)
    {
        foreach (var link in _links.Values)
            link.Close(reason);
    }

    // Calls that wait for a silo that was declared dead learn of it now, not when TCP gives up.
    private void DropDead(ClusterView view)
    {
        foreach (var (silo, link) in _links)
        {
            if (view.IsDead(silo) && _links.TryRemove(silo, out _))
                _ = link.CloseAfterAsync(GoodbyeTime, $"{silo} is dead.", time);
        }
    }
}
