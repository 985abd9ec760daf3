using System.Globalization;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Running;

/// <summary>What the command line gives a scenario; null where the scenario's own default holds.</summary>
internal sealed record RunOptions
{
    private const int DefaultConnections = 64;

    /// <summary>Connections at once.</summary>
    public int? Connections { get; init; }

    /// <summary>Sessions.</summary>
    public int? Users { get; init; }

    /// <summary>Requests per second, for a scenario with a schedule.</summary>
    public int? Rate { get; init; }

    /// <summary>Measured seconds.</summary>
    public int? Duration { get; init; }

    /// <summary>Silos of the platform that is started.</summary>
    public int? Silos { get; init; }

    /// <summary>API replicas of that platform.</summary>
    public int? Apis { get; init; }

    /// <summary>What random choices are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>A platform that runs already; null to start one.</summary>
    public Uri? Url { get; init; }

    /// <summary>An owner key of that platform.</summary>
    public string? Key { get; init; }

    /// <summary>Whether memory is sampled.</summary>
    public bool MemoryProfile { get; init; }

    /// <summary>The tuning profile of a platform that is started, by its name in lower case; null: the default one, or a platform that runs already.</summary>
    public string? Profile { get; init; }

    /// <summary>The sizes of a scenario's run, which have to be the same in a run that it is compared with.</summary>
    public IReadOnlyDictionary<string, string> Sizes(ScenarioDefaults defaults)
    {
        var sizes = new Dictionary<string, string> { ["connections"] = Text(ConnectionsOf(defaults)), ["users"] = Text(UsersOf(defaults)) };
        if (RateOf(defaults) is > 0 and var rate)
            sizes["rate"] = Text(rate);
        if (Url is not null)
            sizes["url"] = Url.ToString();
        else if (!defaults.StartsItself)
            (sizes["silos"], sizes["apis"]) = (Text(Silos ?? defaults.Silos), Text(Apis ?? defaults.Apis));
        return sizes;
    }

    /// <summary>Everything a scenario's run is given, ready to print.</summary>
    public IReadOnlyDictionary<string, string> Parameters(ScenarioDefaults defaults)
    {
        var parameters = new Dictionary<string, string>(Sizes(defaults)) { ["duration"] = Text(DurationOf(defaults)), ["least warm-up"] = Text(defaults.WarmUpSeconds), ["seed"] = Text(Seed) };
        foreach (var (name, value) in defaults.Environment ?? new Dictionary<string, string>())
            parameters[name] = value;
        AddConditions(parameters);
        return parameters;
    }

    /// <summary>Adds what holds for every scenario of a run and is not told unless it is chosen.</summary>
    public void AddConditions(Dictionary<string, string> parameters)
    {
        if (MemoryProfile)
            parameters["memory-profile"] = "on";
        if (Profile is { } profile)
            parameters["profile"] = profile;
    }

    /// <summary>Sessions.</summary>
    public int UsersOf(ScenarioDefaults defaults) => Users ?? defaults.Users;

    /// <summary>Connections: each session belongs to one of them, so more than sessions would stand idle.</summary>
    public int ConnectionsOf(ScenarioDefaults defaults) => Math.Min(Connections ?? DefaultConnections, UsersOf(defaults));

    /// <summary>Requests per second; 0 for a scenario without a schedule.</summary>
    public int RateOf(ScenarioDefaults defaults) => defaults.Rate is null ? 0 : Rate ?? defaults.Rate.Value;

    /// <summary>Measured seconds.</summary>
    public int DurationOf(ScenarioDefaults defaults) => Duration ?? defaults.DurationSeconds;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
