using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Scenarios;

/// <summary>One load shape. Stateless: everything of a run comes in through <see cref="ScenarioContext"/>.</summary>
internal interface IScenario
{
    /// <summary>What the user types.</summary>
    string Name { get; }

    /// <summary>One line for the help text.</summary>
    string Description { get; }

    /// <summary>The sizes it is meant to run with.</summary>
    ScenarioDefaults Defaults { get; }

    /// <summary>Runs it and checks afterwards that what was acknowledged is stored.</summary>
    Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken);
}
