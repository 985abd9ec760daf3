using System.CommandLine;
using System.Text.Json;
using Platform.LoadTests;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Running;
using Platform.LoadTests.Scenarios;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class LoadTestCommandTests : IDisposable
{
    private const int Patience = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("platform-load-").FullName;
    private readonly Fake _turn = new("turn", new ScenarioDefaults(1, 1, 1_000, 10, Rate: 500) { StartsItself = true, ShortSeconds = 3, ShortUsers = 50 });
    private readonly Fake _streams = new("streams", new ScenarioDefaults(1, 1, 20, 10) { StartsItself = true });
    private readonly Fake _chaos = new("chaos", new ScenarioDefaults(1, 1, 20, 10) { StartsItself = true, Standard = false });
    private readonly Fake _plain = new("plain", new ScenarioDefaults(1, 1, 20, 10));
    private Interruption _interruption = Interruption.ByHand();

    public void Dispose()
    {
        _interruption.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("turn --connections 0", "--connections must be 1 to 10000, not 0.")]
    [InlineData("turn --rate 100001", "--rate must be 1 to 100000")]
    [InlineData("turn --duration 3601", "--duration must be 1 to 3600")]
    [InlineData("turn --format xml", "xml")]
    [InlineData("turn --unknown 1", "--unknown")]
    [InlineData("streams --rate 5", "--rate")]
    [InlineData("plain --url localhost:80 --key k", "--url must be an address")]
    [InlineData("plain --url http://localhost:80", "--url needs --key")]
    [InlineData("turn --url http://localhost:80 --key k", "turn starts the platforms it needs itself")]
    [InlineData("standard --runs 0", "--runs must be 1 to 9")]
    [InlineData("standard --only turn,walk", "there is no scenario 'walk'; there are turn, streams, chaos, plain")]
    [InlineData("standard --only ,", "--only needs at least one scenario")]
    [InlineData("standard --users 5", "--users")]
    public void A_command_line_that_makes_no_sense_is_refused(string line, string why) =>
        Assert.Contains(Parse(line).Errors, error => error.Message.Contains(why, StringComparison.Ordinal));

    [Fact(Timeout = Patience)]
    public async Task Options_override_what_a_scenario_is_meant_to_run_with()
    {
        Assert.Equal(ExitCode.Ok, await Run("turn --users 30 --rate 7 --duration 2 --seed 9"));
        Assert.Equal((30, 30, 7, 2.0, 9), (_turn.Context!.Users, _turn.Context.Connections, _turn.Context.Rate, _turn.Context.Duration.TotalSeconds, _turn.Context.Seed));
        Assert.Equal(ExitCode.Ok, await Run("turn"));
        Assert.Equal((1_000, 64, 500, 10.0), (_turn.Context.Users, _turn.Context.Connections, _turn.Context.Rate, _turn.Context.Duration.TotalSeconds));
    }

    [Fact(Timeout = Patience)]
    public async Task A_folder_gets_the_report_in_every_form_with_its_plots()
    {
        Assert.Equal(ExitCode.Ok, await Run($"turn --users 30 --out {_folder}/new --memory-profile"));
        Assert.Equal(["turn-latency.svg", "turn-memory.svg", "turn.json", "turn.md"], Directory.GetFiles($"{_folder}/new").Select(Path.GetFileName).Order());
        Assert.Contains("](turn-latency.svg)", File.ReadAllText($"{_folder}/new/turn.md"));
        var report = Saved("new/turn.json");
        var parameters = report.GetProperty("conditions").GetProperty("parameters");
        Assert.Equal("30", parameters.GetProperty("users").GetString());
        Assert.NotEqual("unknown", report.GetProperty("conditions").GetProperty("stack").GetString());
        Assert.Contains(report.GetProperty("tables")[0].GetProperty("rows").EnumerateArray(), row => row[0].GetString() == "load generator, resident set");
    }

    [Fact(Timeout = Patience)]
    public async Task A_folder_that_cannot_be_written_to_is_refused_before_anything_is_started()
    {
        File.WriteAllText($"{_folder}/file", "");
        Assert.Equal(ExitCode.Failed, await Run($"turn --out {_folder}/file"));
        Assert.Equal(0, _turn.Count);
    }

    [Fact(Timeout = Patience)]
    public async Task A_run_that_is_worse_than_its_baseline_says_so_by_its_exit_code()
    {
        Assert.Equal(ExitCode.Ok, await Run($"turn --out {_folder}"));
        File.Move($"{_folder}/turn.json", $"{_folder}/before.json");
        Assert.Equal(ExitCode.Ok, await Run($"turn --baseline {_folder}/before.json"));
        _turn.Rate /= 2;
        Assert.Equal(ExitCode.Worse, await Run($"turn --baseline {_folder}/before.json --out {_folder}"));
        Assert.True(Saved("turn.json").GetProperty("baseline").GetProperty("worse").GetBoolean());
    }

    [Theory(Timeout = Patience)]
    [InlineData("turn --baseline missing.json")]
    [InlineData("turn --users 7 --baseline before.json")]
    [InlineData("streams --baseline before.json")]
    [InlineData("standard --baseline before.json")]
    public async Task A_baseline_that_does_not_fit_is_refused_before_anything_is_started(string line)
    {
        await Run($"turn --out {_folder}");
        File.Move($"{_folder}/turn.json", $"{_folder}/before.json");
        var before = _turn.Count;
        Assert.Equal(ExitCode.Failed, await Run(line.Replace("--baseline ", $"--baseline {_folder}/", StringComparison.Ordinal)));
        Assert.Equal((before, 0), (_turn.Count, _streams.Count));
    }

    [Fact(Timeout = Patience)]
    public async Task A_run_that_failed_has_no_report()
    {
        _turn.Error = new LoadFailedException("lost");
        Assert.Equal(ExitCode.Failed, await Run($"turn --out {_folder}"));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact(Timeout = Patience)]
    public async Task The_first_signal_ends_what_runs_and_the_report_says_that_it_was_interrupted()
    {
        _turn.During = async (context, _) =>
        {
            _interruption.Signal();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.Interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        Assert.Equal(ExitCode.Interrupted, await Run($"turn --out {_folder}"));
        Assert.True(Saved("turn.json").GetProperty("interrupted").GetBoolean());
    }

    [Fact(Timeout = Patience)]
    public async Task The_second_signal_gives_up_even_what_does_not_listen()
    {
        _turn.During = async (_, _) =>
        {
            _interruption.Signal();
            _interruption.Signal();
            await new TaskCompletionSource().Task;
        };
        Assert.Equal(ExitCode.Interrupted, await Run($"turn --out {_folder}"));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact(Timeout = Patience)]
    public async Task Standard_runs_short_what_has_a_bar_and_holds_all_bars_together()
    {
        Assert.Equal(ExitCode.Ok, await Run($"standard --only streams,turn --out {_folder}"));
        Assert.Equal((1, 1, 0), (_turn.Count, _streams.Count, _chaos.Count));
        Assert.Equal((50, 3.0), (_turn.Context!.Users, _turn.Context.Duration.TotalSeconds));
        var report = Saved("standard.json");
        Assert.Equal(["turn: row", "streams: row"], report.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(2, report.GetProperty("bars").GetArrayLength());
        Assert.True(File.Exists($"{_folder}/turn.json"));
        Assert.True(File.Exists($"{_folder}/streams-latency.svg"));
    }

    [Fact(Timeout = Patience)]
    public async Task Standard_leaves_out_what_has_no_bar_unless_it_is_named()
    {
        await Run("standard --duration 1", _turn, _chaos);
        Assert.Equal((1, 0), (_turn.Count, _chaos.Count));
        await Run("standard --only chaos", _turn, _chaos);
        Assert.Equal((1, 1), (_turn.Count, _chaos.Count));
    }

    [Fact(Timeout = Patience)]
    public async Task A_scenario_that_fails_does_not_stop_the_others_and_fails_the_whole()
    {
        _turn.Error = new KeyNotFoundException("no such property");
        Assert.Equal(ExitCode.Failed, await Run($"standard --only turn,streams --out {_folder}"));
        Assert.Equal(1, _streams.Count);
        Assert.Contains("no such property", Saved("standard.json").GetProperty("facts").GetProperty("turn FAILED").GetString());
    }

    [Fact(Timeout = Patience)]
    public async Task A_bar_that_is_not_reached_has_an_exit_code_of_its_own()
    {
        _streams.Bar = 0.29;
        Assert.Equal(ExitCode.BarMissed, await Run("standard --only turn,streams"));
    }

    [Fact(Timeout = Patience)]
    public async Task Several_runs_count_by_their_medians()
    {
        var rates = new Queue<double>([100, 900, 500]);
        _turn.During = (_, _) =>
        {
            _turn.Rate = rates.Dequeue();
            return Task.CompletedTask;
        };
        Assert.Equal(ExitCode.Ok, await Run($"standard --only turn --runs 3 --out {_folder}"));
        Assert.Equal(500, Saved("standard.json").GetProperty("rows")[0].GetProperty("perSecond").GetDouble());
    }

    [Fact(Timeout = Patience)]
    public async Task A_signal_ends_standard_after_the_scenario_that_it_interrupted()
    {
        _turn.During = (_, _) =>
        {
            _interruption.Signal();
            return Task.CompletedTask;
        };
        Assert.Equal(ExitCode.Interrupted, await Run($"standard --only turn,streams --out {_folder}"));
        Assert.Equal(0, _streams.Count);
        Assert.Single(Saved("standard.json").GetProperty("rows").EnumerateArray());
    }

    [Fact(Timeout = Patience)]
    public async Task A_baseline_of_all_can_be_held_against_a_run_of_some()
    {
        Assert.Equal(ExitCode.Ok, await Run($"standard --only turn,streams --out {_folder}"));
        File.Move($"{_folder}/standard.json", $"{_folder}/before.json");
        Assert.Equal(ExitCode.Ok, await Run($"standard --only streams --baseline {_folder}/before.json"));
        _streams.Rate /= 2;
        Assert.Equal(ExitCode.Worse, await Run($"standard --only streams --baseline {_folder}/before.json"));
    }

    private JsonElement Saved(string name) => JsonElement.Parse(File.ReadAllText(Path.Combine(_folder, name)));

    private ParseResult Parse(string line, params IScenario[] scenarios) =>
        LoadTestCommand.Build(scenarios.Length > 0 ? scenarios : [_turn, _streams, _chaos, _plain], () => _interruption).Parse(line);

    private async Task<int> Run(string line, params IScenario[] scenarios)
    {
        _interruption.Dispose();
        _interruption = Interruption.ByHand();
        return await Parse(line, scenarios).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, TestContext.Current.CancellationToken);
    }

    /// <summary>A scenario that needs no platform.</summary>
    private sealed class Fake(string name, ScenarioDefaults defaults) : IScenario
    {
        public string Name => name;

        public string Description => "For a test.";

        public ScenarioDefaults Defaults => defaults;

        public ScenarioContext? Context { get; private set; }

        public int Count { get; private set; }

        public double Rate { get; set; } = 1_000;

        public double Bar { get; set; } = 0.31;

        public Exception? Error { get; set; }

        public Func<ScenarioContext, CancellationToken, Task> During { get; set; } = static (_, _) => Task.CompletedTask;

        public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
        {
            Context = context;
            Count++;
            await During(context, cancellationToken);
            if (Error is not null)
                throw Error;
            return new Report(Name, [ReportSamples.Row("row", Rate, 5)], []) { Bars = [new BarFigure("B1", "ratio", Bar, 0.3, 0.45, MoreIsBetter: true)] };
        }
    }
}
