using Microsoft.Extensions.Options;
using Platform.Contracts.Agents;
using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Storage;

namespace Platform.Silo.Tenants;

/// <summary>A tenant's agents, with all their versions.</summary>
internal sealed class TenantAgentData(RedisStore redis, IGrainFactory grains, IOptions<TenantOptions> options) : ITenantData
{
    public ErasureStage Stage => ErasureStage.Records;

    public async Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased)
    {
        var index = StoreKey.TenantAgents(GrainKey.ForTenant(tenantId));
        var ids = await redis.Run(redis.Database.SortedSetRangeByRankAsync(index));
        var found = await Bounded.Map(ids, options.Value.EraseParallelism, id => Agent(tenantId, id!).Delete());
        await erased.Add(("agents", found.Count(static existed => existed)));
        await redis.Run(redis.Database.KeyDeleteAsync(index));
    }

    public async IAsyncEnumerable<ExportRecord> Export(string tenantId)
    {
        string? cursor = null;
        do
        {
            var page = await grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId)).ListAgents(new PageRequest(PageRequest.MaxLimit, cursor));
            foreach (var agent in page.Data)
            {
                await foreach (var version in Versions(Agent(tenantId, agent.Id)))
                    yield return ExportJson.Record("agent", version, ExportJson.Default.AgentDefinition);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static async IAsyncEnumerable<AgentDefinition> Versions(IAgentGrain agent)
    {
        string? cursor = null;
        do
        {
            var page = await agent.Versions(new PageRequest(PageRequest.MaxLimit, cursor));
            foreach (var version in page?.Data ?? [])
                yield return version;
            cursor = page?.NextCursor;
        }
        while (cursor is not null);
    }

    private IAgentGrain Agent(string tenantId, string agentId) => grains.GetGrain<IAgentGrain>(GrainKey.ForAgent(tenantId, agentId));
}
