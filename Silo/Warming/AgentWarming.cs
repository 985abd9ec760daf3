using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Silo.Agents;
using Platform.Silo.Models;

namespace Platform.Silo.Warming;

/// <summary>Gets agents ready to be talked to: their settings read and checked, their models' providers connected to.</summary>
internal sealed class AgentWarming(AgentStore store, IModelRouter router, IEnumerable<IModelProvider> providers, ILogger<AgentWarming> logger)
{
    private const int Parallelism = 16;

    /// <summary>Warms agents. Answers those that are not there.</summary>
    public async Task<WarmingAgent[]> Run(IReadOnlyCollection<WarmingAgent> agents, CancellationToken cancellationToken)
    {
        var models = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<WarmingAgent>();
        await Parallel.ForEachAsync(agents, Bounded(cancellationToken), async (agent, _) =>
        {
            // Past the cache, which would remember that an agent was missing before a new platform's first agents were made.
            if (await store.Active(StoreKey.Agent(GrainKey.ForAgent(agent.TenantId, agent.AgentId))) is not { } found)
            {
                lock (missing)
                    missing.Add(agent);
            }
            else if (await CanBeAsked(agent, found.Settings.Models))
            {
                lock (models)
                    models.UnionWith(found.Settings.Models);
            }
        });
        var wanted = providers.Where(provider => models.Any(model => model.StartsWith(provider.Name + '/', StringComparison.Ordinal)));
        await Parallel.ForEachAsync(wanted, Bounded(cancellationToken), async (provider, token) => await provider.Connect([.. models], token));
        return [.. missing];
    }

    private async Task<bool> CanBeAsked(WarmingAgent agent, string[] models)
    {
        try
        {
            await router.Resolve(models, agent.TenantId);
            return true;
        }
        catch (PlatformException error)
        {
            WarmingLog.AgentFailed(logger, agent.AgentId, agent.TenantId, error.Message);
            return false;
        }
    }

    private static ParallelOptions Bounded(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
}
