using Platform.LoadTests.Conditions;
using Platform.LoadTests.Memory;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Running;
using Platform.LoadTests.Scenarios;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class ConditionsTests
{
    [Fact]
    public void A_processor_is_known_by_the_name_of_its_first_core()
    {
        Assert.Equal("Fast: 3000", Machine.ProcessorOf(["processor\t: 0", "model name\t: Fast: 3000", "model name\t: Other"]));
        Assert.Equal("unknown", Machine.ProcessorOf(["processor\t: 0", "nothing"]));
    }

    [Fact]
    public void The_load_of_the_last_minute_is_told()
    {
        Assert.Equal(1.25, Machine.LoadAverageOf("1.25 0.75 0.50 2/500 1234\n"));
        Assert.Null(Machine.LoadAverageOf(""));
    }

    [Fact]
    public void A_run_tells_its_commit_and_its_stack()
    {
        var conditions = RunConditions.Now(new Dictionary<string, string>(), TimeProvider.System);
        Assert.NotEmpty(conditions.Commit);
        Assert.NotEqual("unknown", conditions.Stack);
        Assert.Equal(Environment.ProcessorCount, conditions.Machine.Cores);
    }

    [Fact]
    public void How_often_the_machine_took_its_processors_away_is_a_condition_of_the_run()
    {
        var measured = MachinePauses.Measure(TimeSpan.FromMilliseconds(20));
        Assert.Equal(Environment.ProcessorCount, measured.Processors);
        Assert.InRange(measured.Together, measured.Longest, TimeSpan.MaxValue);
        Assert.InRange(measured.Together, MachinePauses.Least * measured.Count, TimeSpan.MaxValue);

        var conditions = RunConditions.Now(new Dictionary<string, string>(), TimeProvider.System);
        Assert.DoesNotContain(conditions.Lines(), static line => line.Name.Contains("taken away", StringComparison.Ordinal));
        var pauses = new MachinePauses(2, TimeSpan.FromSeconds(1), 16, TimeSpan.FromMilliseconds(24.5), TimeSpan.FromMilliseconds(3.57));
        Assert.Contains(
            (conditions with { Pauses = pauses }).Lines(),
            static line => line.Value == "16 times for more than 1 ms in 2 × 1 s, 24.5 ms in all, 3.6 ms at most");
    }

    [Fact]
    public async Task A_scenario_that_watched_memory_itself_has_it_drawn_once()
    {
        await using var memory = MemoryProfile.Start(TimeProvider.System);
        const string Own = "load generator, resident set";
        var report = memory.AddTo(new Report("sustained", [], []) { Series = [new ReportSeries(Own, "MB", [(TimeSpan.Zero, 70)])] });
        Assert.Equal(70, Assert.Single(report.Series, static series => series.Name == Own).Points[0].Value);
        Assert.Contains(report.Tables[0].Rows, static row => row[0] == Own);
    }

    [Fact]
    public void A_run_tells_the_tuning_profile_of_its_platform()
    {
        var defaults = new ScenarioDefaults(Silos: 1, Apis: 1, Users: 1, DurationSeconds: 1);
        Assert.Equal("memory", new RunOptions { Seed = 1, Profile = "memory" }.Parameters(defaults)["profile"]);
        Assert.False(new RunOptions { Seed = 1 }.Parameters(defaults).ContainsKey("profile"));
    }

    [Fact]
    public void Memory_is_counted_in_pages()
    {
        Assert.Equal(8, ProcessMemory.ResidentMbOf("5000 2048 300 1 0 900 0", 4096));
        Assert.Null(ProcessMemory.ResidentMbOf("0 0 0 0 0 0 0", 4096));
        Assert.Null(ProcessMemory.ResidentMbOf("", 4096));
        Assert.Null(ProcessMemory.ResidentMb(int.MaxValue));
    }

    [Fact]
    public void A_table_of_memory_tells_start_peak_and_end()
    {
        var table = MemoryProfile.Table([new ReportSeries("silo 1", "MB", [(TimeSpan.Zero, 70), (TimeSpan.FromSeconds(1), 99.5), (TimeSpan.FromSeconds(2), 80)])]);
        Assert.Equal(["silo 1", "70.0", "99.5", "80.0"], Assert.Single(table.Rows));
    }
}
