using Platform.LoadTests.Faults;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class FaultPlanTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_same_seed_gives_the_same_plan() => Assert.Equal(FaultPlan.Draw(7, 15, Minute), FaultPlan.Draw(7, 15, Minute));

    [Fact]
    public void Another_seed_gives_another_plan() => Assert.NotEqual(FaultPlan.Draw(7, 15, Minute), FaultPlan.Draw(8, 15, Minute));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_kind_of_fault_happens_in_order_of_time_with_a_quiet_end(int seed)
    {
        var plan = FaultPlan.Draw(seed, 15, Minute);
        Assert.Equal(Enum.GetValues<FaultKind>(), plan.Select(fault => fault.Kind).Distinct().Order());
        Assert.Equal(plan.OrderBy(fault => fault.At), plan);
        Assert.All(plan, fault => Assert.InRange(fault.At, TimeSpan.Zero, Minute * 0.9));
    }
}
