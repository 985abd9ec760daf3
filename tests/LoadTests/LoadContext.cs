using Platform.LoadTests.Scenarios;

namespace Platform.Tests.LoadTests;

/// <summary>What a scenario would run with, against a server of a test.</summary>
internal static class LoadContext
{
    public static ScenarioContext Of(Uri server) => new(
        server, "key", Connections: 1, Users: 1, Rate: 1, TimeSpan.FromSeconds(1), Seed: 1, Platform: null, static _ => { }, TimeProvider.System);
}
