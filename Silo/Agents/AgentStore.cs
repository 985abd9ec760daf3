using System.Globalization;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Agents;

/// <summary>
/// Agents in Redis: one hash per agent with a field per version, the number of the active one, the requests that were applied
/// last and a revision. Writes are refused when the revision is not the one they were based on, so an outdated activation
/// can't undo what another did.
/// </summary>
internal sealed class AgentStore(RedisStore redis)
{
    private const string RevisionField = "revision";
    private const string ActiveField = "active";
    private const string RequestsField = "requests";
    private const char RequestSeparator = ' ';
    private const string VersionPrefix = "v:";

    // KEYS: agent. Answers the active version's number and document.
    private static readonly RedisScript ReadActive = new("""
        local active = redis.call('HGET', KEYS[1], 'active')
        if not active then return {} end
        return {active, redis.call('HGET', KEYS[1], 'v:' .. active)}
        """);

    // KEYS: agent. ARGV: revision it is based on, next revision, active version, applied requests, added version (or ''), its
    // document, versions to drop. The one HSET is the change.
    private static readonly RedisScript WriteScript = new("""
        if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then return 0 end
        if ARGV[5] ~= '' then
          redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'active', ARGV[3], 'requests', ARGV[4], 'v:' .. ARGV[5], ARGV[6])
        else
          redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'active', ARGV[3], 'requests', ARGV[4])
        end
        for index = 7, #ARGV do redis.call('HDEL', KEYS[1], 'v:' .. ARGV[index]) end
        return 1
        """);

    /// <summary>The whole agent; null when there is none.</summary>
    public async Task<AgentState?> Read(string agentKey)
    {
        var fields = await redis.Run(redis.Database.HashGetAllAsync(StoreKey.Agent(agentKey)));
        if (fields.Length == 0)
            return null;
        var (revision, active) = (0L, 0);
        string[] requests = [];
        List<AgentVersion> versions = [];
        foreach (var field in fields)
        {
            var name = (string)field.Name!;
            if (name == RevisionField)
                revision = (long)field.Value;
            else if (name == ActiveField)
                active = (int)field.Value;
            else if (name == RequestsField)
                requests = ((string)field.Value!).Split(RequestSeparator, StringSplitOptions.RemoveEmptyEntries);
            else if (name.StartsWith(VersionPrefix, StringComparison.Ordinal))
                versions.Add(Version(field.Value));
        }

        versions.Sort(static (left, right) => left.Version.CompareTo(right.Version));
        return new AgentState(revision, active, [.. versions], requests);
    }

    /// <summary>The version in use; null when there is no agent.</summary>
    /// <param name="agentStoreKey">The agent's key in Redis.</param>
    public async Task<AgentVersion?> Active(string agentStoreKey)
    {
        var answer = (RedisResult[])(await redis.Run(ReadActive, [agentStoreKey], []))!;
        return answer.Length == 2 && !answer[1].IsNull ? Version((RedisValue)answer[1]) : null;
    }

    /// <summary>Stores a change. False when the agent is no longer as it was read.</summary>
    /// <param name="agentKey">The agent.</param>
    /// <param name="before">What the change is based on; null for a new agent.</param>
    /// <param name="active">The version in use from now on.</param>
    /// <param name="added">A new version.</param>
    /// <param name="dropped">Versions that are no longer kept.</param>
    /// <param name="requestTokens">The requests that were applied from now on; null: the same as before.</param>
    public async Task<bool> Write(
        string agentKey, AgentState? before, int active, AgentVersion? added, IEnumerable<int> dropped, string[]? requestTokens = null)
    {
        var revision = before?.Revision ?? 0;
        RedisValue[] values =
        [
            revision.ToString(CultureInfo.InvariantCulture), revision + 1, active,
            string.Join(RequestSeparator, requestTokens ?? before?.RequestTokens ?? []),
            added is null ? RedisValue.EmptyString : added.Version,
            added is null ? RedisValue.EmptyString : JsonSerializer.SerializeToUtf8Bytes(added, StoreJson.Default.AgentVersion),
            .. dropped.Select(static version => (RedisValue)version),
        ];
        return (long)await redis.Run(WriteScript, [StoreKey.Agent(agentKey)], values) == 1;
    }

    /// <summary>Erases an agent. False when there was none.</summary>
    public Task<bool> Erase(string agentKey) => redis.Run(redis.Database.KeyDeleteAsync(StoreKey.Agent(agentKey)));

    /// <summary>Puts the agent into its tenant's list.</summary>
    public Task AddToIndex(string tenantId, string agentId) =>
        redis.Run(redis.Database.SortedSetAddAsync(StoreKey.TenantAgents(GrainKey.ForTenant(tenantId)), agentId, 0));

    /// <summary>Takes the agent out of its tenant's list.</summary>
    public Task RemoveFromIndex(string tenantId, string agentId) =>
        redis.Run(redis.Database.SortedSetRemoveAsync(StoreKey.TenantAgents(GrainKey.ForTenant(tenantId)), agentId));

    private static AgentVersion Version(RedisValue document) =>
        JsonSerializer.Deserialize((byte[])document!, StoreJson.Default.AgentVersion)!;
}
