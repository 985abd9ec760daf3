using System.Net;
using Orleans.Membership;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class ViewHistoryTests
{
    private static readonly SiloAddress[] Silos = [.. Enumerable.Range(1, 4).Select(number => SiloAddress.New(IPAddress.Loopback, 11000 + number, number))];

    private readonly ClusterViewSource _views = new();
    private readonly List<ClusterView> _published = [];
    private readonly ViewHistory _history;

    public ViewHistoryTests() => _history = new ViewHistory(_views);

    [Fact]
    public void A_silo_may_have_what_it_owned_since_it_settled_and_nothing_else()
    {
        Publish(1, 0, 1, 2);
        Publish(2, 1, 2);
        var moved = Owned(by: [0, 1]);

        Assert.True(_history.MayHaveOwned(Silos[0], moved, 1, 2));
        Assert.False(_history.MayHaveOwned(Silos[0], moved, 2, 2));
        Assert.True(_history.MayHaveOwned(Silos[1], moved, 1, 2));
        Assert.False(_history.MayHaveOwned(Silos[2], moved, 1, 2));
    }

    [Fact]
    public void Nothing_is_ruled_out_across_a_version_that_was_never_seen()
    {
        Publish(1, 0, 1, 2);
        Publish(3, 1, 2);
        var grain = Owned(by: [1]);

        Assert.True(_history.MayHaveOwned(Silos[2], grain, 1, 3));
        Assert.True(_history.MayHaveOwned(Silos[2], grain, 2, 3));
        Assert.False(_history.MayHaveOwned(Silos[2], grain, 3, 3));
    }

    [Fact]
    public void Nothing_is_ruled_out_for_a_version_that_is_still_to_come()
    {
        Publish(1, 0, 1);
        Assert.True(_history.MayHaveOwned(Silos[1], Owned(by: [0]), 1, 2));
    }

    [Fact]
    public void A_silo_that_never_settled_is_known_from_its_beginning_when_that_was_seen()
    {
        Publish(4, 0, 1);
        Publish(5, 0, 1, 2);
        var grain = Owned(by: [0, 0]);

        Assert.False(_history.MayHaveOwned(Silos[2], grain, 0, 5));
        Assert.True(_history.MayHaveOwned(Silos[1], grain, 0, 5));
    }

    [Fact]
    public void Old_views_are_let_go()
    {
        for (var version = 1; version <= 100; version++)
            Publish(version, 0, 1);
        var grain = Owned(by: [0]);

        Assert.True(_history.MayHaveOwned(Silos[1], grain, 1, 100));
        Assert.False(_history.MayHaveOwned(Silos[1], grain, 90, 100));
    }

    private void Publish(long version, params int[] active)
    {
        _published.Add(new ClusterView(version, active.Select(number => new MembershipEntry { SiloAddress = Silos[number], Status = SiloStatus.Active })));
        _views.Publish(_published[^1]);
    }

    /// <summary>A grain that these silos own in the last views, one after the other.</summary>
    private GrainId Owned(params int[] by)
    {
        while (true)
        {
            var grain = GrainId.Create("session", Guid.NewGuid().ToString("N"));
            if (by.Index().All(view => Silos[view.Item].Equals(_published[^(by.Length - view.Index)].OwnerOf(grain))))
                return grain;
        }
    }
}
