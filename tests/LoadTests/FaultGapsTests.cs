using Platform.LoadTests.Faults;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class FaultGapsTests
{
    private static readonly ManualTimeProvider Clock = new();

    private static readonly (FaultKind, long)[] Faults = [(FaultKind.KillSilo, 10), (FaultKind.PauseRedis, 20), (FaultKind.KillSilo, 22), (FaultKind.KillSilo, 40)];

    [Fact]
    public void A_wait_is_blamed_on_a_fault_alone_only_when_it_spans_no_other_kind()
    {
        (long, long)[] gaps = [(9, 12), (19, 30), (39, 44), (50, 90)];

        Assert.Equal(5, Longest(gaps, alone: true));
        Assert.Equal(11, Longest(gaps, alone: false));
    }

    [Fact]
    public void Several_faults_of_the_kind_are_still_that_kind_alone() =>
        Assert.Equal(19, FaultGaps.Longest([(21, 40)], [(FaultKind.KillSilo, 22), (FaultKind.KillSilo, 40)], FaultKind.KillSilo, alone: true, Clock)?.Ticks);

    [Fact]
    public void Where_no_wait_spans_the_fault_there_is_none()
    {
        Assert.Null(Longest([(11, 19), (23, 39)], alone: true));
        Assert.Null(Longest([(11, 19), (23, 39)], alone: false));
    }

    private static long? Longest((long, long)[] gaps, bool alone) => FaultGaps.Longest(gaps, Faults, FaultKind.KillSilo, alone, Clock)?.Ticks;
}
