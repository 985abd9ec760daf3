using System.CommandLine;
using Platform.LoadTests;
using Platform.LoadTests.Grains;
using Platform.LoadTests.Scenarios;

if (args is [BareEcho.Command])
{
    await BareEcho.Serve();
    return 0;
}

if (args is [GrainSilo.Command, .. var ports])
{
    await GrainSilo.Serve(ports);
    return 0;
}

IScenario[] scenarios =
[
    new TurnScenario(), new UsersScenario(), new SlowModelScenario(), new StreamsScenario(), new GrainsScenario(), new ActivationScenario(),
    new MemoryScenario(), new HistoryGrowthScenario(), new SessionGrowthScenario(), new KillSiloScenario(), new BurstScenario(),
    new StartupScenario(), new ScaleOutScenario(), new SustainedScenario(), new ConnectionsScenario(), new FindLimitScenario(),
    new FirstTokenScenario(), new NoisyNeighbourScenario(), new BudgetScenario(), new RateLimitScenario(kills: false),
    new RateLimitScenario(kills: true), new RollingRestartScenario(), new ChaosScenario(),
];

// Ctrl+C and SIGTERM have a meaning of their own here, and no deadline.
return await LoadTestCommand.Build(scenarios).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
