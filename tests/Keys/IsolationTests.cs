using Platform.Contracts.Keys;
using Xunit;

namespace Platform.Tests.Keys;

public sealed class IsolationTests
{
    private static readonly string[] Hostile =
    [
        "a", "a/b", "a%2Fb", "a{b}", "{a}", "}", "a:b", "a:log", "a\0b", "a\nb", "..", "*", "ä", "\uD83D\uDE00", " ", "a ", "%", "%%", "a}:record",
        "}:log{", "session:{x}", new('x', 256),
    ];

    [Fact]
    public void Two_different_places_never_share_a_grain_key_or_a_key_in_the_store()
    {
        Dictionary<string, string> seen = [];
        foreach (var tenant in Hostile)
        {
            foreach (var id in Hostile)
            {
                var place = $"{tenant}\u0001{id}";
                foreach (var key in Keys(tenant, id))
                    Assert.Equal(place, seen.TryAdd(key, place) ? place : seen[key]);
            }

            foreach (var key in TenantKeys(tenant))
                Assert.True(seen.TryAdd(key, tenant), $"{key} is taken");
        }
    }

    [Fact]
    public void A_grain_key_tells_its_tenant_and_id()
    {
        foreach (var tenant in Hostile)
        {
            foreach (var id in Hostile)
                Assert.Equal((tenant, id), GrainKey.Split(GrainKey.ForSession(tenant, id)));
        }
    }

    [Fact]
    public void The_keys_of_one_session_share_one_slot_of_a_redis_cluster()
    {
        foreach (var tenant in Hostile)
        {
            foreach (var id in Hostile)
                Assert.Single(SessionKeys(GrainKey.ForSession(tenant, id)).Select(HashTag).Distinct());
        }
    }

    private static IEnumerable<string> Keys(string tenant, string id) =>
    [
        .. SessionKeys(GrainKey.ForSession(tenant, id)),
        StoreKey.Agent(GrainKey.ForAgent(tenant, id)),
        StoreKey.UserSessions(GrainKey.ForUser(tenant, id)),
    ];

    private static IEnumerable<string> TenantKeys(string tenant) =>
    [
        StoreKey.Tenant(GrainKey.ForTenant(tenant)), StoreKey.TenantAgents(GrainKey.ForTenant(tenant)),
        StoreKey.TenantSessions(GrainKey.ForTenant(tenant)), StoreKey.TenantUsers(GrainKey.ForTenant(tenant)),
    ];

    private static IEnumerable<string> SessionKeys(string key) =>
        [StoreKey.SessionRecord(key), StoreKey.SessionLog(key), StoreKey.SessionEpoch(key), StoreKey.SessionStarted(key)];

    private static string HashTag(string key) => key[(key.IndexOf('{') + 1)..key.IndexOf('}')];
}
