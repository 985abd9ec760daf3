using Orleans.Concurrency;
using Platform.Contracts.Paging;

namespace Platform.Contracts.Agents;

/// <summary>A versioned agent definition. Key: <see cref="Keys.GrainKey.ForAgent"/>. Validation is the caller's, storage is here.</summary>
[Alias("IAgentGrain")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Stores a new version and makes it the active one; the same settings again change nothing.</summary>
    [Alias("Put")]
    Task<AgentDefinition> Put(AgentSettings settings);

    /// <summary>The active version; null when there is no such agent.</summary>
    [ReadOnly, Alias("Get")]
    Task<AgentDefinition?> Get();

    /// <summary>The versions, newest first; null when there is no such agent.</summary>
    [ReadOnly, Alias("Versions")]
    Task<Page<AgentDefinition>?> Versions(PageRequest page);

    /// <summary>Makes a stored version the active one. Fails with <see cref="ErrorCode.AgentNotFound"/>.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="requestToken">
    /// The request: one that the agent has applied before changes nothing, and the version is answered as it is now. Null:
    /// every request is a new one.
    /// </param>
    [Alias("Activate")]
    Task<AgentDefinition> Activate(int version, string? requestToken = null);

    /// <summary>Erases the agent with its versions. False when it did not exist.</summary>
    [Alias("Delete")]
    Task<bool> Delete();
}
