using Platform.Contracts.Agents;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Silo.Agents;
using Platform.Silo.Paging;
using Platform.Silo.Storage;

namespace Platform.Silo.Tenants;

/// <summary>The list of a tenant's agents, by id.</summary>
internal static class TenantAgents
{
    private const int Parallelism = 16;

    /// <summary>One page of active versions. Ids whose agent is gone are left out and dropped from the index.</summary>
    public static async Task<Page<AgentDefinition>> List(string tenantId, RedisStore redis, AgentCatalog agents, PageRequest page)
    {
        var index = StoreKey.TenantAgents(GrainKey.ForTenant(tenantId));
        var limit = PageCursor.CheckLimit(page);
        var after = page.Cursor is null ? null : PageCursor.ReadText(page.Cursor);
        List<AgentDefinition> data = [];
        while (true)
        {
            var ids = await redis.Run(redis.Database.MembersAfter(index, after, limit - data.Count + 1));
            var wanted = ids.Take(limit - data.Count).Select(static id => (string)id!).ToArray();
            var found = await Bounded.Map(wanted, Parallelism, async id => await agents.Find(tenantId, id));
            for (var position = 0; position < wanted.Length; position++)
            {
                if (found[position] is { } version)
                    data.Add(version.ToDefinition(wanted[position], version.Version));
                else
                    redis.Afterthought("agent index", redis.Database.SortedSetRemoveAsync(index, wanted[position]));
            }

            if (ids.Length == wanted.Length)
                return new Page<AgentDefinition>([.. data], null);
            after = wanted[^1];
            if (data.Count == limit)
                return new Page<AgentDefinition>([.. data], PageCursor.WriteText(after));
        }
    }
}
