using Platform.LoadTests.Cluster;

namespace Platform.LoadTests.Scenarios;

/// <summary>What a scenario runs against and with.</summary>
/// <param name="Server">The platform's address; <see cref="Nowhere"/> for a scenario that starts its platforms itself.</param>
/// <param name="Key">An owner key of a tenant; empty for a scenario that starts its platforms itself.</param>
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
    /// <summary>The server of a scenario that starts its platforms itself, until <see cref="On"/> gives it one: a name that nothing answers to.</summary>
    public static readonly Uri Nowhere = new("http://no-platform-yet.invalid");

    /// <summary>
    /// Ends what is being measured early, while what was measured until then is still verified and reported. Closed and open loops
    /// follow it by themselves; only a scenario with another loop has to look at it.
    /// </summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>
    /// The first API replica's own address when the platform was started for this run: without the app host's proxy, which is no
    /// part of the product and shares the machine. Otherwise <see cref="Server"/>.
    /// </summary>
    public Uri Direct => Platform is { ApiAddresses: [var first, ..] } ? first : Server;

    /// <summary>The same run against a platform that the scenario has started; it stops it itself.</summary>
    public ScenarioContext On(LocalPlatform platform) =>
        this with { Server = platform.Address, Key = platform.Key, Platform = platform };

    /// <summary>The least that <see cref="WarmUp"/> takes: 4 seconds unless the scenario's <see cref="ScenarioDefaults.WarmUpSeconds"/> say otherwise.</summary>
    public TimeSpan LeastWarmUp { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Not counted: a third of the measured stretch or <see cref="LeastWarmUp"/>, whichever is longer, in which the runtime compiles what is used most.</summary>
    public TimeSpan WarmUp => Duration / 3 > LeastWarmUp ? Duration / 3 : LeastWarmUp;
}
