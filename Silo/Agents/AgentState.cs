namespace Platform.Silo.Agents;

/// <summary>An agent as it was read from the store.</summary>
/// <param name="Revision">Up by one with each write; a write on top of another revision is refused.</param>
/// <param name="Active">The version in use.</param>
/// <param name="Versions">The kept versions, oldest first.</param>
/// <param name="RequestTokens">The requests that were applied to it last, oldest first; see <see cref="Requests.RequestTokens"/>.</param>
internal sealed record AgentState(long Revision, int Active, AgentVersion[] Versions, string[] RequestTokens)
{
    /// <summary>The version in use.</summary>
    public AgentVersion ActiveVersion => Versions.First(version => version.Version == Active);
}
