namespace Platform.Silo.Limits;

/// <summary>How limits are leased (section <c>Platform:Limits</c>). The same on every silo.</summary>
internal sealed class LimitsOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Limits";

    /// <summary>
    /// How long a slice of a limit per minute is good. Longer: fewer calls; shorter: less lies about unused, and less is lost
    /// when a holder dies. Default 1 s; 250 ms to 5 s.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a silo that is not heard of keeps its places for turns. Longer than it takes to replace a lost silo, so that a
    /// living one never loses them. Default 10 s; 6 s to 60 s.
    /// </summary>
    public TimeSpan SlotTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The tokens that a turn is expected to write when neither the request nor the agent bounds its answer. Default 500; 1 to 100,000.
    /// </summary>
    public int ExpectedAnswerTokens { get; set; } = 500;
}
