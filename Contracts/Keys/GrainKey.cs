using System.Security.Cryptography;
using System.Text;

namespace Platform.Contracts.Keys;

/// <summary>
/// Composes and takes apart every grain key. The tenant is a required part; each part is escaped, so that no id can reach
/// into another tenant or kind whatever it holds.
/// </summary>
public static class GrainKey
{
    private const char Separator = '/';

    /// <summary>The key of grains of which the cluster has one.</summary>
    public const string Singleton = "one";

    /// <summary>The key of a tenant's grain.</summary>
    public static string ForTenant(string tenantId) => Part(tenantId, nameof(tenantId));

    /// <summary>The key of a session's grain.</summary>
    public static string ForSession(string tenantId, string sessionId) => Join(tenantId, sessionId);

    /// <summary>The key of an agent's grain.</summary>
    public static string ForAgent(string tenantId, string agentId) => Join(tenantId, agentId);

    /// <summary>The key of a user's grain.</summary>
    public static string ForUser(string tenantId, string userId) => Join(tenantId, userId);

    /// <summary>
    /// The key of the record of a request, which is of the API key that sent it and of no other. Of what the caller calls the
    /// request it holds SHA-256 only: the record outlives the erasure of whom the request concerned, whose name may be in there.
    /// </summary>
    /// <param name="tenantId">The API key's tenant.</param>
    /// <param name="keyId">The API key's id.</param>
    /// <param name="idempotencyKey">What the caller calls the request.</param>
    public static string ForRequest(string tenantId, string keyId, string idempotencyKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(idempotencyKey);
        return $"{Join(tenantId, keyId)}{Separator}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)))}";
    }

    /// <summary>The name of one of a tenant's audit logs, from which its store keys are made.</summary>
    public static string ForAuditLog(string tenantId, Audit.AuditLogKind log) => Join(tenantId, log.ToString());

    /// <summary>The tenant and the id within it that a key was made of.</summary>
    /// <exception cref="FormatException">The key was not made here.</exception>
    public static (string TenantId, string Id) Split(string key)
    {
        var separator = key.IndexOf(Separator);
        if (separator <= 0 || separator == key.Length - 1)
            throw new FormatException($"'{key}' is not a tenant and an id: compose grain keys with {nameof(GrainKey)}.");
        return (Uri.UnescapeDataString(key[..separator]), Uri.UnescapeDataString(key[(separator + 1)..]));
    }

    private static string Join(string tenantId, string id) =>
        $"{Part(tenantId, nameof(tenantId))}{Separator}{Part(id, nameof(id))}";

    private static string Part(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        return Uri.EscapeDataString(value);
    }
}
