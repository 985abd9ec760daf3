namespace Platform.Silo.Agents;

/// <summary>What is kept of an agent (section <c>Platform:Agents</c>).</summary>
internal sealed class AgentOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Agents";

    /// <summary>Versions kept per agent; the oldest that is not active goes first. Default 100; 2 to 1,000.</summary>
    public int MaxVersions { get; set; } = 100;
}
