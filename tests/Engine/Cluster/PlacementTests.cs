using System.Net;
using Orleans.Membership;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class PlacementTests
{
    private static readonly GrainId[] Grains = [.. Enumerable.Range(0, 10_000).Select(number => GrainId.Create("session", "tenant/" + number))];

    [Fact]
    public void Grains_spread_evenly()
    {
        var view = View(5);
        foreach (var share in Grains.GroupBy(view.OwnerOf))
            Assert.InRange(share.Count(), 1700, 2300);
    }

    [Fact]
    public void A_joining_silo_only_takes_and_a_leaving_one_only_gives()
    {
        var before = View(4);
        var after = View(5);
        var joined = after.Active[4].SiloAddress;
        Assert.All(Grains, grain => Assert.True(Equals(before.OwnerOf(grain), after.OwnerOf(grain)) || joined.Equals(after.OwnerOf(grain))));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var one = View(5);
        var other = new ClusterView(1, one.Members.Reverse());
        Assert.All(Grains, grain => Assert.Equal(one.OwnerOf(grain), other.OwnerOf(grain)));
    }

    [Fact]
    public void Only_active_silos_own_grains()
    {
        var view = new ClusterView(1, [Row(1, SiloStatus.Joining), Row(2, SiloStatus.ShuttingDown), Row(3, SiloStatus.Dead)]);
        Assert.Null(view.OwnerOf(Grains[0]));
    }

    private static ClusterView View(int silos) => new(1, Enumerable.Range(1, silos).Select(number => Row(number, SiloStatus.Active)));

    private static MembershipEntry Row(int number, SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11000 + number, 1000 + number),
        Status = status,
    };
}
