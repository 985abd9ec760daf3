using Platform.Contracts.Keys;
using Platform.Silo.Storage;

namespace Platform.Silo.Agents;

/// <summary>The agents as turns see them: read from the store, kept for a moment, dropped at once when one changes.</summary>
internal sealed class AgentCatalog(AgentStore store, ChangeFeed changes, TimeProvider time)
{
    private readonly SettingsCache<AgentVersion> _cache = new(store.Active, changes, time);

    /// <summary>The version in use; null when there is no such agent.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="agentId">The agent.</param>
    public ValueTask<AgentVersion?> Find(string tenantId, string agentId) => FindByKey(StoreKey.Agent(GrainKey.ForAgent(tenantId, agentId)));

    /// <summary>The same by a key that was composed before.</summary>
    public ValueTask<AgentVersion?> FindByKey(string agentStoreKey) => _cache.Get(agentStoreKey);
}
