using System.CommandLine;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Reports.Baselines;
using Platform.LoadTests.Running;
using Platform.LoadTests.Scenarios;
using Platform.Tuning;

namespace Platform.LoadTests;

/// <summary>The command line: one command per scenario with the same options for all, and <c>standard</c>, which runs them all.</summary>
internal static class LoadTestCommand
{
    private static readonly Option<int?> Connections = Bounded("--connections", "Connections at once (64).", 1, 10_000);
    private static readonly Option<int?> Users = Bounded("--users", "Sessions that the load is spread over.", 1, 1_000_000);
    private static readonly Option<int?> Rate = Bounded("--rate", "Requests per second, on a fixed schedule.", 1, 100_000);
    private static readonly Option<int?> Duration = Bounded("--duration", "Seconds that are measured, after the warm-up.", 1, 3_600);
    private static readonly Option<int?> Silos = Bounded("--silos", "Silos of the platform that is started when there is no --url.", 1, 16);
    private static readonly Option<int?> Apis = Bounded("--apis", "API replicas of that platform.", 1, 16);
    private static readonly Option<int?> Seed = Bounded("--seed", "What faults and other random choices are drawn from (random).", 0, int.MaxValue);
    private static readonly Option<int?> Runs = Bounded("--runs", "How often each scenario is run; the medians count (1).", 1, 9);
    private static readonly Option<string?> Only = new("--only") { Description = "Scenarios to run instead of all that have a bar, such as turn,kill-silo." };
    private static readonly Option<string?> Url = Address("--url", "A platform that runs already; needs --key. Without it one is started and stopped.");
    private static readonly Option<string?> Key = new("--key") { Description = "An owner key of the tenant to load." };
    private static readonly Option<ReportFormat> Format = new("--format") { Description = "How the report is printed.", DefaultValueFactory = _ => ReportFormat.Table };
    private static readonly Option<string?> Out = new("--out") { Description = "A folder for NAME.json, NAME.md and the plots NAME-*.svg." };
    private static readonly Option<string?> BaselineFile = new("--baseline")
    {
        Description = $"The JSON of an earlier run to compare with. Exit code {ExitCode.Worse} when throughput or p99 is worse by more than {Comparison.Tolerance:P0}.",
    };

    private static readonly Option<bool> Memory = LinuxOnly("--memory-profile", "Samples the memory of silos, APIs, Redis and of the load itself each second.");

    /// <summary>The command with its scenarios.</summary>
    /// <param name="scenarios">What can be run.</param>
    /// <param name="interrupt">Makes what ends runs early; null for Ctrl+C and SIGTERM.</param>
    public static RootCommand Build(IReadOnlyList<IScenario> scenarios, Func<Interruption>? interrupt = null)
    {
        interrupt ??= Interruption.OfThisProcess;
        var root = new RootCommand("Load scenarios for the platform. Every run checks its answers, and that what was acknowledged is stored.") { Standard(scenarios, interrupt) };
        foreach (var scenario in scenarios)
            root.Add(One(scenario, interrupt));
        return root;
    }

    private static Command One(IScenario scenario, Func<Interruption> interrupt)
    {
        var command = new Command(scenario.Name, scenario.Description)
        {
            Connections, Users, Duration, Silos, Apis, Seed, Url, Key, Format, Out, BaselineFile, Memory,
        };
        if (scenario.Defaults.Rate is not null)
            command.Add(Rate);
        Validate(command, result =>
        {
            if (result.GetValue(Url) is not null && result.GetValue(Key) is null)
                result.AddError("--url needs --key: an owner key of the tenant to load.");
            if (result.GetValue(Url) is not null && scenario.Defaults.StartsItself)
                result.AddError($"{scenario.Name} starts the platforms it needs itself: leave out --url.");
        });
        command.SetAction((result, _) => Guard(interrupt, async (interruption, runner) =>
        {
            var options = Options(result) with { Rate = scenario.Defaults.Rate is null ? null : result.GetValue(Rate) };
            var output = Output(result, scenario.Name, options.Sizes(scenario.Defaults));
            var report = await runner.Run(scenario, options, CancellationToken.None);
            var worse = output.Write(report, Console.Out, Console.Error);
            return report.IsInterrupted ? ExitCode.Interrupted : worse ? ExitCode.Worse : ExitCode.Ok;
        }));
        return command;
    }

    private static Command Standard(IReadOnlyList<IScenario> scenarios, Func<Interruption> interrupt)
    {
        var command = new Command(StandardRun.Name, $"Every scenario that has a bar, short, one after the other. Exit code {ExitCode.BarMissed} when a bar is not reached.")
        {
            Only, Runs, Duration, Seed, Format, Out, BaselineFile, Memory,
        };
        Validate(command, result =>
        {
            foreach (var name in Names(result.GetValue(Only)).Where(name => scenarios.All(scenario => scenario.Name != name)))
                result.AddError($"--only: there is no scenario '{name}'; there are {string.Join(", ", scenarios.Select(static scenario => scenario.Name))}.");
            if (result.GetValue(Only) is { } only && Names(only).Length == 0)
                result.AddError("--only needs at least one scenario.");
        });
        command.SetAction((result, _) => Guard(interrupt, (interruption, runner) =>
        {
            var only = Names(result.GetValue(Only));
            var runs = result.GetValue(Runs) ?? 1;
            IScenario[] chosen = [.. scenarios.Where(scenario => only.Length > 0 ? only.Contains(scenario.Name) : scenario.Defaults.Standard)];
            var output = Output(result, StandardRun.Name, StandardRun.Sizes(runs));
            return new StandardRun(runner, output, interruption, TimeProvider.System).Run(chosen, Options(result), runs, Console.Out, Console.Error);
        }));
        return command;
    }

    // Everything that can be refused is refused before anything is started.
    private static ReportOutput Output(ParseResult result, string scenario, IReadOnlyDictionary<string, string> sizes)
    {
        var baseline = result.GetValue(BaselineFile) is { } file ? Baseline.Read(file) : null;
        baseline?.EnsureFits(scenario, sizes);
        return new ReportOutput(result.GetValue(Format), result.GetValue(Out) is { } folder ? ReportFolder.Open(folder) : null, baseline);
    }

    private static RunOptions Options(ParseResult result) => new()
    {
        Connections = result.CommandResult.GetValue(Connections),
        Users = result.CommandResult.GetValue(Users),
        Duration = result.GetValue(Duration),
        Silos = result.CommandResult.GetValue(Silos),
        Apis = result.CommandResult.GetValue(Apis),
        Seed = result.GetValue(Seed) ?? Random.Shared.Next(),
        Url = result.CommandResult.GetValue(Url) is { } url ? new Uri(url) : null,
        Key = result.CommandResult.GetValue(Key),
        MemoryProfile = result.GetValue(Memory),
        Profile = result.CommandResult.GetValue(Url) is null && Environment.GetEnvironmentVariable(TuningProfile.Variable) is { Length: > 0 } picked
            ? TuningProfile.Find(picked)?.Name ?? throw new InvalidOperationException(TuningProfile.Problem(picked))
            : null,
    };

    private static async Task<int> Guard(Func<Interruption> interrupt, Func<Interruption, ScenarioRunner, Task<int>> run)
    {
        using var interruption = interrupt();
        try
        {
            return await run(interruption, new ScenarioRunner(Console.Error, !Console.IsErrorRedirected, interruption, TimeProvider.System));
        }
        catch (OperationCanceledException) when (interruption.GivenUp.IsCancellationRequested)
        {
            Console.Error.WriteLine("given up: nothing is reported");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"failed: {RunFailure.Of(error)}");
            return ExitCode.Failed;
        }
    }

    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static void Validate(Command command, Action<System.CommandLine.Parsing.CommandResult> check) => command.Validators.Add(result =>
    {
        // The value of an option that has an error of its own cannot be read.
        if (!result.Children.Any(option => option.Errors.Any()))
            check(result);
    });

    private static Option<string?> Address(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
                result.AddError($"{name} must be an address such as http://localhost:8080.");
        });
        return option;
    }

    private static Option<bool> LinuxOnly(string name, string description)
    {
        var option = new Option<bool>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (!OperatingSystem.IsLinux())
                result.AddError($"{name} needs Linux: it reads /proc.");
        });
        return option;
    }

    // Without a value the scenario's own default holds.
    private static Option<int?> Bounded(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } given && (given < least || given > most))
                result.AddError($"{name} must be {least} to {most}, not {given}.");
        });
        return option;
    }
}
