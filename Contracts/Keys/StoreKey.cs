using Platform.Contracts.Limits;

namespace Platform.Contracts.Keys;

/// <summary>
/// Composes every Redis key. All keys of one grain share the part in braces, which Redis Cluster hashes, so that one script
/// can touch them together. Built on the escaped <see cref="GrainKey"/>, which can hold no brace.
/// </summary>
public static class StoreKey
{
    /// <summary>In front of every key of the platform.</summary>
    public const string Prefix = "platform:";

    /// <summary>The sorted set of tenant ids.</summary>
    public const string Tenants = Prefix + "tenants";

    /// <summary>The channel on which every silo hears which agent or tenant changed; a message is that object's store key.</summary>
    public const string Changes = Prefix + "changes";

    /// <summary>The keys by which every silo encrypts what it stores encrypted: a list of XML documents.</summary>
    public const string KeyRing = Prefix + "key-ring";

    /// <summary>The key that signs what was erased, its private half encrypted: one JSON document.</summary>
    public const string ErasureKey = Prefix + "erasure-key";

    /// <summary>A session's settings, one JSON document.</summary>
    public static string SessionRecord(string sessionKey) => $"{Prefix}session:{{{sessionKey}}}:record";

    /// <summary>A session's append-only log: a list with one entry per turn.</summary>
    public static string SessionLog(string sessionKey) => $"{Prefix}session:{{{sessionKey}}}:log";

    /// <summary>A session's fence: the epoch of the activation that may write.</summary>
    public static string SessionEpoch(string sessionKey) => $"{Prefix}session:{{{sessionKey}}}:epoch";

    /// <summary>The marker of a turn that was begun and is not in the log yet.</summary>
    public static string SessionStarted(string sessionKey) => $"{Prefix}session:{{{sessionKey}}}:started";

    /// <summary>The turns that were dropped because they waited too long in a session: a list, newest first.</summary>
    public static string SessionDeadLetters(string sessionKey) => $"{Prefix}session:{{{sessionKey}}}:dead-letters";

    /// <summary>An agent's versions and which of them is active: a hash.</summary>
    public static string Agent(string agentKey) => $"{Prefix}agent:{{{agentKey}}}";

    /// <summary>A tenant's record and keys: a hash.</summary>
    public static string Tenant(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}";

    /// <summary>The sorted set of a tenant's agent ids.</summary>
    public static string TenantAgents(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:agents";

    /// <summary>The sorted set of a tenant's session ids, by creation time.</summary>
    public static string TenantSessions(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:sessions";

    /// <summary>The set of a tenant's user ids that have sessions.</summary>
    public static string TenantUsers(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:users";

    /// <summary>The sorted set of the requests on record that are about a tenant, as grain keys, by the time they end.</summary>
    public static string TenantRequests(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:requests";

    /// <summary>The record of a request with an idempotency key, one JSON document.</summary>
    public static string Request(string requestKey) => $"{Prefix}request:{{{requestKey}}}";

    /// <summary>The sorted set of a tenant's dead letters, by the time they were dropped.</summary>
    public static string TenantDeadLetters(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:dead-letters";

    /// <summary>What an account has leased of a limit per minute: a hash by time. Ends by itself.</summary>
    public static string RateWindow(string tenantKey, string? accountId, LimitMeasure measure) =>
        $"{Prefix}limits:{{{tenantKey}}}:{(measure == LimitMeasure.Tokens ? "tokens" : "requests")}{AccountPart(accountId)}";

    /// <summary>The places for turns that silos hold of an account: a hash by silo. Ends by itself.</summary>
    public static string TurnSlots(string tenantKey, string? accountId) => $"{Prefix}limits:{{{tenantKey}}}:turns{AccountPart(accountId)}";

    /// <summary>The sorted set of a user's session ids, by creation time.</summary>
    public static string UserSessions(string userKey) => $"{Prefix}user:{{{userKey}}}:sessions";

    /// <summary>A tenant's ledger of one month: a hash of sums, and of what is in them.</summary>
    /// <param name="tenantKey">The tenant's grain key.</param>
    /// <param name="month">Any day of the month.</param>
    public static string TenantLedger(string tenantKey, DateOnly month) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}tenant:{{{tenantKey}}}:ledger:{month:yyyy-MM}");

    /// <summary>What running turns hold of a tenant's budgets: a hash.</summary>
    public static string TenantReservations(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:reservations";

    /// <summary>The sorted set of the same reservations by the time they end.</summary>
    public static string TenantReservationEnds(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:reservation-ends";

    /// <summary>The hash of the sets of <see cref="UnpostedSessions"/>, and of the silo that each is of.</summary>
    public const string UnpostedSets = Prefix + "unposted";

    /// <summary>The set of sessions, as grain keys, whose latest turns may not be in the ledger yet.</summary>
    /// <param name="set">The set's name.</param>
    public static string UnpostedSessions(string set) => $"{Prefix}unposted:{{{set}}}";

    /// <summary>The sorted set of the requests on record that concern a user, as grain keys, by the time they end.</summary>
    public static string UserRequests(string userKey) => $"{Prefix}user:{{{userKey}}}:requests";

    /// <summary>A user's erasure that is under way, one JSON document: while it is there, nothing new of the user is stored.</summary>
    public static string UserErasure(string userKey) => $"{Prefix}user:{{{userKey}}}:erasure";

    /// <summary>How far a tenant's erasure has come, one JSON document.</summary>
    public static string TenantErasure(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:erasure";

    /// <summary>A tenant's own keys of model providers, encrypted: a hash with a field per provider.</summary>
    public static string TenantProviders(string tenantKey) => $"{Prefix}tenant:{{{tenantKey}}}:providers";

    /// <summary>The tenant behind what <see cref="TenantProviders"/> composed.</summary>
    public static string TenantOfProviders(string storeKey) =>
        Uri.UnescapeDataString(storeKey[(storeKey.IndexOf('{') + 1)..storeKey.IndexOf('}')]);

    /// <summary>An audit log: a sorted set of entries by the microsecond they were written in.</summary>
    /// <param name="logKey">Its name: <see cref="GrainKey.ForAuditLog"/>.</param>
    public static string AuditLog(string logKey) => $"{Prefix}audit:{{{logKey}}}";

    /// <summary>The changes that were begun and are not in the audit log yet: a hash by the id of the entry to come.</summary>
    /// <param name="logKey">The log's name.</param>
    public static string AuditBegun(string logKey) => $"{Prefix}audit:{{{logKey}}}:begun";

    /// <summary>The sorted set of the names of all audit logs, by when each was last written.</summary>
    public const string AuditLogs = Prefix + "audit-logs";

    private static string AccountPart(string? accountId) => accountId is null ? "" : $":{Uri.EscapeDataString(accountId)}";
}
