using Platform.LoadTests.Cluster;
using Platform.LoadTests.Conditions;
using Platform.LoadTests.Load;
using Platform.LoadTests.Memory;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Running;

/// <summary>Runs one scenario on a platform of its own, or on the one that was named, and stops what it started.</summary>
/// <param name="errors">Where progress is told.</param>
/// <param name="isTerminal">Whether that is a terminal.</param>
/// <param name="interruption">Ends it early.</param>
/// <param name="time">The clock.</param>
internal sealed class ScenarioRunner(TextWriter errors, bool isTerminal, Interruption interruption, TimeProvider time)
{
    private static readonly TimeSpan PausesWatched = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <param name="scenario">What to run.</param>
    /// <param name="options">With what.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its report, with the conditions of the run.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<Report> Run(IScenario scenario, RunOptions options, CancellationToken cancellationToken)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(interruption.GivenUp, cancellationToken);
        var sizes = scenario.Defaults;
        var conditions = RunConditions.Now(options.Parameters(sizes), time) with { Pauses = MachinePauses.Measure(PausesWatched) };
        using var load = new LoadRun();
        load.Enter();
        await using var progress = new ProgressLine(errors, isTerminal, load, time);
        await using var memory = options.MemoryProfile ? MemoryProfile.Start(time) : null;
        await using var own = options.Url is null && !sizes.StartsItself
            ? await LocalPlatform.Start(options.Silos ?? sizes.Silos, options.Apis ?? sizes.Apis, data: null, progress.Tell, givenUp.Token, sizes.Environment)
            : null;
        var context = new ScenarioContext(
            own?.Address ?? options.Url ?? ScenarioContext.Nowhere,
            own?.Key ?? options.Key ?? "",
            options.ConnectionsOf(sizes),
            options.UsersOf(sizes),
            options.RateOf(sizes),
            TimeSpan.FromSeconds(options.DurationOf(sizes)),
            options.Seed,
            own,
            progress.Tell,
            time) { Interrupted = load.Ended, LeastWarmUp = TimeSpan.FromSeconds(sizes.WarmUpSeconds) };
        interruption.EndBy(() =>
        {
            progress.Tell("ending early; what was measured is still checked and reported (again to give up at once)");
            load.End();
        });
        try
        {
            // A scenario that is given up may hang on a platform that does not answer: it is left behind, and ends with the platform.
            var report = await scenario.Run(context, givenUp.Token).WaitAsync(givenUp.Token);
            report = memory?.AddTo(report) ?? report;
            return report with { Conditions = conditions, IsInterrupted = load.IsEnded };
        }
        finally
        {
            interruption.EndBy(null);
        }
    }
}
