using Platform.LoadTests.LiveHeap;
using Platform.LoadTests.Parts;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class ProcessFiguresTests
{
    [Fact]
    public async Task The_heap_of_a_process_is_told_without_what_nobody_holds()
    {
        const int Held = 200_000_000;
        var before = await Size();
        var held = new byte[Held];
        var with = await Size();
        GC.KeepAlive(held);
        held = null;
        var after = await Size();

        // Other tests hold and leave something at the same time.
        Assert.InRange(with - before, Held / 2, Held * 2L);
        Assert.InRange(after - before, -Held, Held / 2);

        static Task<long> Size() => HeapSize.AfterCollection(Environment.ProcessId, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_process_that_runs_has_taken_time_and_memory_and_one_that_is_gone_has_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        Assert.True(ProcessCost.Cpu([Environment.ProcessId]) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, ProcessCost.Cpu([int.MaxValue]));
    }
}
