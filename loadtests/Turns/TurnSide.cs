using Platform.LoadTests.Parts;
using Platform.LoadTests.Scenarios;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Turns;

/// <summary>One of the two things that are compared: sessions, and the platform that serves them.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Sessions">The sessions that are sent turns.</param>
/// <param name="Context">The run, against the platform that serves them.</param>
internal sealed record TurnSide(string Name, TurnSessions Sessions, ScenarioContext Context)
{
    /// <summary>Processor time that the platform has taken so far; zero for one behind <c>--url</c>.</summary>
    public TimeSpan Cpu() => Context.Platform is { } platform ? ProcessCost.Cpu(PlatformParts.Working(platform)) : TimeSpan.Zero;
}
