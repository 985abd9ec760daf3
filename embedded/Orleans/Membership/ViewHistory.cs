using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>The last views of the cluster, without a gap between them, to tell which silo can have had which grain.</summary>
internal sealed class ViewHistory
{
    private const int Kept = 32;

    private readonly Lock _lock = new();
    private ClusterView[] _views;

    public ViewHistory(ClusterViewSource source)
    {
        _views = [source.Current];
        source.Changed += Add;
    }

    /// <summary>Whether a silo can have owned a grain in one of the versions from one to another. True when the views that would tell are not known.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="grain">The grain.</param>
    /// <param name="from">The first version; 0 for the silo's beginning.</param>
    /// <param name="to">The last version.</param>
    public bool MayHaveOwned(SiloAddress silo, GrainId grain, long from, long to)
    {
        var views = Volatile.Read(ref _views);
        if (views[^1].Version < to || (views[0].Version > from && views[0].StatusOf(silo) != SiloStatus.None))
            return true;
        foreach (var view in views)
        {
            if (view.Version >= from && view.Version <= to && silo.Equals(view.OwnerOf(grain)))
                return true;
        }

        return false;
    }

    private void Add(ClusterView view)
    {
        lock (_lock)
        {
            // What happened in versions that were never seen cannot be known.
            var earlier = _views[^1].Version == view.Version - 1 ? _views.AsSpan(Math.Max(0, _views.Length - Kept + 1)) : [];
            Volatile.Write(ref _views, [.. earlier, view]);
        }
    }
}
