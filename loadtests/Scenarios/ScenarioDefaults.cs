namespace Platform.LoadTests.Scenarios;

/// <summary>The sizes a scenario is meant to run with; options override them.</summary>
/// <param name="Silos">Silos of its own platform.</param>
/// <param name="Apis">API replicas of its own platform.</param>
/// <param name="Users">Sessions.</param>
/// <param name="DurationSeconds">Measured seconds.</param>
/// <param name="Rate">Requests per second of an open loop; null for a scenario that sends as fast as it is answered.</param>
internal sealed record ScenarioDefaults(int Silos, int Apis, int Users, int DurationSeconds, int? Rate = null)
{
    /// <summary>Variables that the platform is started with, such as settings of one scenario; null for none. They do not reach a platform behind <c>--url</c>.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>
    /// The scenario starts the platforms it needs itself, with <c>LocalPlatform.Start</c> and <see cref="ScenarioContext.On"/>:
    /// none is started for it, and <c>--url</c> is refused.
    /// </summary>
    public bool StartsItself { get; init; }

    /// <summary>Whether <c>standard</c> runs it unasked. Not for what has no bar; <c>--only</c> names it nevertheless.</summary>
    public bool Standard { get; init; } = true;

    /// <summary>Measured seconds in <c>standard</c>, which has to end within a quarter of an hour with all scenarios.</summary>
    public int ShortSeconds { get; init; } = 5;

    /// <summary>
    /// Seconds of load before anything is measured, at least. The runtime goes on compiling for the first half minute, and what
    /// competes with that on two cores is not what the platform is like afterwards.
    /// </summary>
    public int WarmUpSeconds { get; init; } = 4;

    /// <summary>Sessions in <c>standard</c>; null for as many as otherwise.</summary>
    public int? ShortUsers { get; init; }
}
