using Platform.LoadTests.Reports;
using Platform.LoadTests.Reports.Baselines;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class BaselineTests
{
    private static readonly string Saved = ReportWriter.Write(ReportSamples.Full(), ReportFormat.Json);

    [Fact]
    public void A_saved_report_can_be_read_again()
    {
        var baseline = Baseline.Parse("before.json", Saved);
        Assert.Equal("turn", baseline.Scenario);
        Assert.Equal(new BaselineRow("persisted turn", 1_000, 1_234.5, 2.5, 2.5), Assert.Single(baseline.Rows));
        baseline.EnsureFits("turn", new Dictionary<string, string> { ["connections"] = "64", ["users"] = "1000" });
    }

    [Theory]
    [InlineData("", "broken")]
    [InlineData("{", "broken")]
    [InlineData("[1]", "not a load report")]
    [InlineData("""{"form":1}""", "not a load report")]
    [InlineData("""{"scenario":"turn"}""", "not a load report")]
    [InlineData("""{"form":"platform-load-report/2"}""", "not a load report")]
    [InlineData("""{"form":"platform-load-report/1"}""", "broken")]
    [InlineData("""{"form":"platform-load-report/1","interrupted":false,"scenario":"turn","conditions":null,"rows":[]}""", "broken")]
    [InlineData("""{"form":"platform-load-report/1","interrupted":false,"scenario":"turn","conditions":{"parameters":{}},"rows":[{"name":"x","requests":"many"}]}""", "broken")]
    public void A_file_that_is_not_a_whole_report_is_refused(string text, string why)
    {
        var error = Assert.Throws<BaselineException>(() => Baseline.Parse("before.json", text));
        Assert.Contains("before.json", error.Message);
        Assert.Contains(why, error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains("cannot be read", Assert.Throws<BaselineException>(() => Baseline.Read(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json"))).Message);

    [Fact]
    public void An_interrupted_run_is_no_baseline() =>
        Assert.Contains("interrupted", Assert.Throws<BaselineException>(() => Baseline.Parse("before.json", ReportWriter.Write(ReportSamples.Full() with { IsInterrupted = true }, ReportFormat.Json))).Message);

    [Fact]
    public void Another_scenario_is_refused() =>
        Assert.Contains("of turn, not of users", Assert.Throws<BaselineException>(() => Baseline.Parse("before.json", Saved).EnsureFits("users", new Dictionary<string, string>())).Message);

    [Fact]
    public void Another_load_is_refused()
    {
        var error = Assert.Throws<BaselineException>(() => Baseline.Parse("before.json", Saved).EnsureFits("turn", new Dictionary<string, string> { ["connections"] = "32", ["users"] = "1000" }));
        Assert.Contains("connections 64, not 32", error.Message);
        Assert.DoesNotContain("users", error.Message);
    }
}
