using Orleans.Concurrency;
using Platform.Contracts.Agents;
using Platform.Contracts.Calls;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Erasure;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Contracts.Tenants;

/// <summary>
/// A tenant: settings, API keys, and the lists of its agents and sessions. Key: <see cref="Keys.GrainKey.ForTenant"/>.
/// A change with the token of a request that the tenant has applied before is not made again: what is now is answered.
/// Methods other than <see cref="Create"/>, <see cref="Get"/>, <see cref="Delete"/> and <see cref="Authenticate"/> fail with
/// <see cref="ErrorCode.TenantNotFound"/> when it does not exist.
/// </summary>
[Alias("ITenantGrain")]
public interface ITenantGrain : IHoldsCalls
{
    /// <summary>Creates the tenant. Fails with <see cref="ErrorCode.AlreadyExists"/>.</summary>
    [Alias("Create")]
    Task<TenantInfo> Create(NewTenant tenant);

    /// <summary>The tenant; null when it does not exist. Answers also while the tenant is being erased.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<TenantInfo?> Get();

    /// <summary>Changes settings.</summary>
    [Alias("Update")]
    Task<TenantInfo> Update(TenantChanges changes);

    /// <summary>Suspends or resumes the tenant.</summary>
    /// <param name="status">Which of the two.</param>
    /// <param name="requestToken">The request; null: every request is a new one.</param>
    [Alias("SetStatus")]
    Task<TenantInfo> SetStatus(TenantStatus status, string? requestToken = null);

    /// <summary>
    /// Erases the tenant with its keys, agents, users and sessions. The proof of it; null when it did not exist. One that broke
    /// off is finished when it is called again.
    /// </summary>
    [Alias("Delete"), ResponseTimeout("00:15:00")]
    Task<SignedManifest?> Delete();

    /// <summary>Stores a key. Fails with <see cref="ErrorCode.AlreadyExists"/> when the same secret is stored already.</summary>
    [Alias("CreateKey")]
    Task<KeyInfo> CreateKey(NewKey key);

    /// <summary>The keys, newest first, expired ones included until they are revoked.</summary>
    [ReadOnly, Alias("ListKeys")]
    Task<Page<KeyInfo>> ListKeys(PageRequest page);

    /// <summary>
    /// Stores a key in place of another, with its role and bindings. The old one works until <paramref name="grace"/> is over.
    /// Fails with <see cref="ErrorCode.KeyNotFound"/>.
    /// </summary>
    /// <param name="keyId">The old key.</param>
    /// <param name="newHash">SHA-256 of the new key's text.</param>
    /// <param name="newHint">The new key's last four characters.</param>
    /// <param name="grace">How long the old key goes on working.</param>
    /// <param name="requestToken">The request; null: every request is a new one.</param>
    [Alias("RotateKey")]
    Task<KeyInfo> RotateKey(string keyId, byte[] newHash, string newHint, TimeSpan grace, string? requestToken = null);

    /// <summary>Changes a key, or blocks it. Fails with <see cref="ErrorCode.KeyNotFound"/>.</summary>
    [Alias("UpdateKey")]
    Task<KeyInfo> UpdateKey(string keyId, KeyChanges changes);

    /// <summary>Revokes a key. False when there is no such key.</summary>
    [Alias("RevokeKey")]
    Task<bool> RevokeKey(string keyId);

    /// <summary>Revokes every key that is bound to a user. How many there were.</summary>
    [Alias("RevokeKeysOf")]
    Task<int> RevokeKeysOf(string userId);

    /// <summary>Who holds the key with this hash; null when the tenant has no such key, or it expired.</summary>
    [AlwaysInterleave, Alias("Authenticate")]
    Task<KeyPrincipal?> Authenticate(byte[] keyHash);

    /// <summary>The active version of each agent, by id.</summary>
    [ReadOnly, Alias("ListAgents")]
    Task<Page<AgentDefinition>> ListAgents(PageRequest page);

    /// <summary>The sessions, the most recently created first.</summary>
    [ReadOnly, Alias("ListSessions")]
    Task<Page<SessionInfo>> ListSessions(PageRequest page);

    /// <summary>The turns of all sessions that were dropped because they waited too long, the latest first.</summary>
    [ReadOnly, Alias("ListDeadLetters")]
    Task<Page<DeadLetter>> ListDeadLetters(PageRequest page);
}
