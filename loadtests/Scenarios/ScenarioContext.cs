using Platform.LoadTests.Cluster;

namespace Platform.LoadTests.Scenarios;

/// <summary>What a scenario runs against and with.</summary>
/// <param name="Server">The platform's address.</param>
/// <param name="Key">An owner key of a tenant.</param>
/// <param name="Connections">Connections at once.</param>
/// <param name="Users">Sessions that the load is spread over.</param>
/// <param name="Rate">Requests per second; 0 for a scenario without a schedule.</param>
/// <param name="Duration">The measured stretch.</param>
/// <param name="Seed">What random choices are drawn from.</param>
/// <param name="Platform">The platform that was started for this run; null with <c>--url</c>.</param>
/// <param name="Progress">Told what happens, a line each.</param>
/// <param name="Time">The clock.</param>
internal sealed record ScenarioContext(
    Uri Server,
    string Key,
    int Connections,
    int Users,
    int Rate,
    TimeSpan Duration,
    int Seed,
    LocalPlatform? Platform,
    Action<string> Progress,
    TimeProvider Time)
{
    /// <summary>Not counted: a third of the measured stretch, at least two seconds.</summary>
    public TimeSpan WarmUp => Duration / 3 > TimeSpan.FromSeconds(2) ? Duration / 3 : TimeSpan.FromSeconds(2);
}
