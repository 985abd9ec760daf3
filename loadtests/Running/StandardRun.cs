using System.Globalization;
using Platform.LoadTests.Conditions;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Running;

/// <summary>
/// Runs scenarios one after the other, short, each on a platform of its own, and holds all their bars together. One that fails
/// does not stop the others.
/// </summary>
/// <param name="runner">Runs each.</param>
/// <param name="output">Where the reports go.</param>
/// <param name="interruption">Ends it early.</param>
/// <param name="time">The clock.</param>
internal sealed class StandardRun(ScenarioRunner runner, ReportOutput output, Interruption interruption, TimeProvider time)
{
    /// <summary>What the user types.</summary>
    public const string Name = "standard";

    /// <summary>What a scenario may take beside its measured stretches before it counts as one that has stopped to move.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Stretches that a scenario measures one after the other, warm-ups included.</summary>
    private const int MostStretches = 4;

    /// <summary>The sizes of a run, which have to be the same in one that it is compared with.</summary>
    public static IReadOnlyDictionary<string, string> Sizes(int runs) =>
        new Dictionary<string, string> { ["runs"] = runs.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Whether a row of a report of all belongs to one of some scenarios.</summary>
    public static bool IsRowOf(IReadOnlyList<IScenario> scenarios, string row) => scenarios.Any(scenario => row.StartsWith(Prefix(scenario), StringComparison.Ordinal));

    /// <summary>Runs them, prints the report of all, and keeps those of each beside it.</summary>
    /// <param name="scenarios">What to run, in this order.</param>
    /// <param name="options">What holds for all.</param>
    /// <param name="runs">How often each is run, so that medians count.</param>
    /// <param name="printed">Where the report is printed.</param>
    /// <param name="errors">Where it is told what happens.</param>
    /// <returns>How the program ends.</returns>
    public async Task<int> Run(IReadOnlyList<IScenario> scenarios, RunOptions options, int runs, TextWriter printed, TextWriter errors)
    {
        var conditions = RunConditions.Now(Parameters(scenarios, options, runs), time);
        var start = time.GetTimestamp();
        var reports = new List<(IScenario Scenario, Report Report)>();
        var failures = new List<(string Name, string Value)>();
        foreach (var scenario in scenarios.TakeWhile(_ => !interruption.Came))
        {
            errors.WriteLine($"… {scenario.Name} ({scenarios.Index().First(item => item.Item == scenario).Index + 1} of {scenarios.Count}, {time.GetElapsedTime(start).TotalMinutes:0.0} min so far)");
            try
            {
                var report = await Repeat(scenario, Short(scenario.Defaults, options), runs);
                output.Folder?.Write(report, comparison: null);
                reports.Add((scenario, report));
            }
            catch (OperationCanceledException) when (interruption.GivenUp.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                failures.Add(($"{scenario.Name} FAILED", RunFailure.Of(error)));
                errors.WriteLine($"{failures[^1].Name}: {failures[^1].Value}");
            }
        }

        var total = new Report(
            Name,
            [.. reports.SelectMany(static run => run.Report.Rows.Select(row => row with { Name = Prefix(run.Scenario) + row.Name, PerSecond = [] }))],
            [.. failures, ("took", $"{time.GetElapsedTime(start).TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)} min")])
        {
            Bars = [.. reports.SelectMany(static run => run.Report.Bars).OrderBy(static bar => int.TryParse(bar.Id.AsSpan(1), CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue)],
            Tables = [.. reports.SelectMany(static run => run.Report.Tables.Select(table => table with { Title = Prefix(run.Scenario) + table.Title }))],
            Conditions = conditions,
            IsInterrupted = interruption.Came,
        };
        var worse = output.Write(total, printed, errors, row => IsRowOf(scenarios, row));
        return interruption.Came ? ExitCode.Interrupted
            : failures.Count > 0 ? ExitCode.Failed
            : worse ? ExitCode.Worse
            : total.Bars.All(static bar => bar.IsReached) ? ExitCode.Ok
            : ExitCode.BarMissed;
    }

    private static Dictionary<string, string> Parameters(IReadOnlyList<IScenario> scenarios, RunOptions options, int runs)
    {
        var parameters = new Dictionary<string, string>(Sizes(runs));
        foreach (var scenario in scenarios)
            parameters[$"{scenario.Name} duration"] = Short(scenario.Defaults, options).DurationOf(scenario.Defaults).ToString(CultureInfo.InvariantCulture);
        parameters["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture);
        options.AddConditions(parameters);
        return parameters;
    }

    private static string Prefix(IScenario scenario) => $"{scenario.Name}: ";

    private static RunOptions Short(ScenarioDefaults defaults, RunOptions options) => options with
    {
        Duration = options.Duration ?? defaults.ShortSeconds,
        Users = options.Users ?? defaults.ShortUsers,
    };

    private async Task<Report> Repeat(IScenario scenario, RunOptions options, int runs)
    {
        var reports = new List<Report>();
        for (var run = 0; run < runs && !interruption.Came; run++)
        {
            var patience = Patience + (MostStretches * TimeSpan.FromSeconds(options.DurationOf(scenario.Defaults)));
            using var timeout = new CancellationTokenSource(patience, time);
            try
            {
                reports.Add(await runner.Run(scenario, options, timeout.Token));
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !interruption.GivenUp.IsCancellationRequested)
            {
                throw new TimeoutException($"It did not end within {patience.TotalMinutes:0} minutes.");
            }
        }

        return Medians.Of(reports);
    }
}
