using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>Answers which silos are there, and tells listeners of changes.</summary>
internal sealed class SiloStatusOracle : ISiloStatusOracle
{
    private readonly ConcurrentDictionary<ISiloStatusListener, bool> _listeners = new();
    private readonly ClusterViewSource _views;
    private readonly MembershipAgent _agent;
    private readonly ILocalSiloDetails _details;
    private ClusterView _known;

    public SiloStatusOracle(ClusterViewSource views, MembershipAgent agent, ILocalSiloDetails details)
    {
        _views = views;
        _agent = agent;
        _details = details;
        _known = views.Current;
        views.Changed += Tell;
    }

    public SiloStatus CurrentStatus => _agent.Status;

    public string SiloName => _details.Name;

    public SiloAddress SiloAddress => _details.SiloAddress;

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => _views.Current.StatusOf(siloAddress);

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) =>
        _views.Current.Members
            .Where(member => !onlyActive || member.Status == SiloStatus.Active)
            .ToDictionary(member => member.SiloAddress, member => member.Status);

    public SiloAddress[] GetActiveSilos() => [.. _views.Current.Active.Select(member => member.SiloAddress)];

    public bool IsDeadSilo(SiloAddress silo) => _views.Current.IsDead(silo);

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => _listeners.TryAdd(observer, true);

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => _listeners.TryRemove(observer, out _);

    private void Tell(ClusterView view)
    {
        var before = _known;
        _known = view;
        if (_listeners.IsEmpty)
            return;
        foreach (var member in view.Members.Where(member => before.StatusOf(member.SiloAddress) != member.Status))
        {
            foreach (var listener in _listeners.Keys)
                _ = Task.Run(() => listener.SiloStatusChangeNotification(member.SiloAddress, member.Status));
        }
    }
}
