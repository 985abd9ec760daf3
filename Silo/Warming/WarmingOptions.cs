namespace Platform.Silo.Warming;

/// <summary>What a silo does before it is ready, so that its first turns are as quick as all others (section <c>Platform:Warming</c>).</summary>
internal sealed class WarmingOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Warming";

    /// <summary>
    /// The longest that warming may hold up the start, in seconds: what is not done by then is left to the first turns. Default 5;
    /// 0 to 60, and 0 turns warming off.
    /// </summary>
    public double MaxSeconds { get; set; } = 5;

    /// <summary>
    /// Agents whose settings are read and whose models' providers are connected to, at most 1,000. None by default: the path of a
    /// turn is warmed in any case.
    /// </summary>
    public WarmingAgent[] Agents { get; set; } = [];

    /// <summary>The longest that warming may hold up the start.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(MaxSeconds);
}
