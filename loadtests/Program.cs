using System.CommandLine;
using Platform.LoadTests;
using Platform.LoadTests.Scenarios;

if (args is [BareEcho.Command])
{
    await BareEcho.Serve();
    return 0;
}

IScenario[] scenarios =
[
    new TurnScenario(), new KillSiloScenario(), new ChaosScenario(), new RollingRestartScenario(),
    new BudgetScenario(), new FirstTokenScenario(), new NoisyNeighbourScenario(),
    new RateLimitScenario(kills: false), new RateLimitScenario(kills: true),
    new UsersScenario(), new SlowModelScenario(), new StreamsScenario(), new BurstScenario(),
    new FindLimitScenario(), new SustainedScenario(), new ConnectionsScenario(),
];

// Ctrl+C and SIGTERM have a meaning of their own here, and no deadline.
return await LoadTestCommand.Build(scenarios).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
