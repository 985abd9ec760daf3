namespace Platform.Api.Warming;

/// <summary>What a replica does before it is ready; section <c>Platform:Warming</c>, which silos read, too.</summary>
internal sealed class WarmingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Platform:Warming";

    /// <summary>
    /// The longest that warming may hold up the start, in seconds: what is not done by then is left to the first requests.
    /// Default 5; 0 to 60, and 0 turns warming off.
    /// </summary>
    public double MaxSeconds { get; set; } = 5;
}
