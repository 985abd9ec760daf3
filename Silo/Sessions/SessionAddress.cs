using System.Text;
using Platform.Contracts.Keys;
using StackExchange.Redis;

namespace Platform.Silo.Sessions;

/// <summary>Where a session is: its ids, and the keys that follow from them, composed when first needed.</summary>
internal sealed class SessionAddress
{
    private string? _agentId;
    private string? _agentStoreKey;

    /// <summary>The address behind a grain key.</summary>
    public SessionAddress(string grainKey)
    {
        GrainKey = grainKey;
        (TenantId, SessionId) = Contracts.Keys.GrainKey.Split(grainKey);
    }

    /// <summary>The grain's key.</summary>
    public string GrainKey { get; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; }

    /// <summary>The session's id within the tenant.</summary>
    public string SessionId { get; }

    /// <summary>Epoch, record, log, marker: the order in which every script expects them.</summary>
    public RedisKey[] Keys => field ??=
    [
        Encode(StoreKey.SessionEpoch(GrainKey)),
        Encode(StoreKey.SessionRecord(GrainKey)),
        Encode(StoreKey.SessionLog(GrainKey)),
        Encode(StoreKey.SessionStarted(GrainKey)),
    ];

    /// <summary>The tenant's key in Redis.</summary>
    public string TenantStoreKey => field ??= StoreKey.Tenant(Contracts.Keys.GrainKey.ForTenant(TenantId));

    /// <summary>An agent's key in Redis. Remembers the last one: it is nearly always the same.</summary>
    public string AgentStoreKey(string agentId)
    {
        if (_agentId != agentId)
            (_agentId, _agentStoreKey) = (agentId, StoreKey.Agent(Contracts.Keys.GrainKey.ForAgent(TenantId, agentId)));
        return _agentStoreKey!;
    }

    /// <summary>As the wire has it: half the memory of text, and nothing left to encode with each command.</summary>
    private static RedisKey Encode(string key) => Encoding.ASCII.GetBytes(key);
}
