using System.CommandLine;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests;

/// <summary>The command line: one command per scenario, the same options for all.</summary>
internal static class LoadTestCommand
{
    private const int DefaultConnections = 64;

    private static readonly Option<int?> Connections = Bounded("--connections", "Connections at once (64).", 1, 10_000);
    private static readonly Option<int?> Users = Bounded("--users", "Sessions that the load is spread over.", 1, 1_000_000);
    private static readonly Option<int?> Rate = Bounded("--rate", "Requests per second, on a fixed schedule.", 1, 100_000);
    private static readonly Option<int?> Duration = Bounded("--duration", "Seconds that are measured, after the warm-up.", 1, 3_600);
    private static readonly Option<int?> Silos = Bounded("--silos", "Silos of the platform that is started when there is no --url.", 1, 16);
    private static readonly Option<int?> Apis = Bounded("--apis", "API replicas of that platform.", 1, 16);
    private static readonly Option<int?> Seed = Bounded("--seed", "What faults and other random choices are drawn from (random).", 0, int.MaxValue);
    private static readonly Option<string?> Url = Address("--url", "A platform that runs already; needs --key. Without it one is started and stopped.");
    private static readonly Option<string?> Key = new("--key") { Description = "An owner key of the tenant to load." };
    private static readonly Option<ReportFormat> Format = new("--format") { Description = "How the report is printed.", DefaultValueFactory = _ => ReportFormat.Table };

    /// <summary>The command with its scenarios.</summary>
    public static RootCommand Build(IEnumerable<IScenario> scenarios)
    {
        var root = new RootCommand("Load scenarios for the platform. Every run checks its answers, and that what was acknowledged is stored.");
        foreach (var scenario in scenarios)
        {
            var command = new Command(scenario.Name, scenario.Description) { Connections, Users, Duration, Silos, Apis, Seed, Url, Key, Format };
            if (scenario.Defaults.Rate is not null)
                command.Add(Rate);
            command.Validators.Add(result =>
            {
                // The value of an option that has an error of its own cannot be read.
                if (result.Children.Any(option => option.Errors.Any()))
                    return;
                if (result.GetValue(Url) is not null && result.GetValue(Key) is null)
                    result.AddError("--url needs --key: an owner key of the tenant to load.");
                if (result.GetValue(Url) is not null && scenario.Defaults.StartsItself)
                    result.AddError($"{scenario.Name} starts the platforms it needs itself: leave out --url.");
            });
            command.SetAction((result, cancellationToken) => Run(scenario, result, cancellationToken));
            root.Add(command);
        }

        return root;
    }

    private static async Task<int> Run(IScenario scenario, ParseResult result, CancellationToken cancellationToken)
    {
        // Progress goes to the error stream, so that the report can be piped.
        static void Progress(string line) => Console.Error.WriteLine($"… {line}");
        try
        {
            var sizes = scenario.Defaults;
            var users = result.GetValue(Users) ?? sizes.Users;
            await using var own = result.GetValue(Url) is null && !sizes.StartsItself
                ? await LocalPlatform.Start(
                    result.GetValue(Silos) ?? sizes.Silos, result.GetValue(Apis) ?? sizes.Apis, data: null, Progress, cancellationToken, sizes.Environment)
                : null;
            var context = new ScenarioContext(
                own?.Address ?? (result.GetValue(Url) is { } url ? new Uri(url) : ScenarioContext.Nowhere),
                own?.Key ?? result.GetValue(Key) ?? "",
                // Each session belongs to one connection, so more connections than sessions would stand idle.
                Math.Min(result.GetValue(Connections) ?? DefaultConnections, users),
                users,
                (sizes.Rate is null ? null : result.GetValue(Rate)) ?? sizes.Rate ?? 0,
                TimeSpan.FromSeconds(result.GetValue(Duration) ?? sizes.DurationSeconds),
                result.GetValue(Seed) ?? Random.Shared.Next(),
                own,
                Progress,
                TimeProvider.System);
            Console.Write(ReportWriter.Write(await scenario.Run(context, cancellationToken), result.GetValue(Format)));
            return 0;
        }
        catch (Exception error) when (error is LoadFailedException or InvalidOperationException or HttpRequestException or IOException)
        {
            Console.Error.WriteLine($"failed: {error.Message}");
            return 1;
        }
    }

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
