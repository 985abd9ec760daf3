using System.Security.Cryptography;
using System.Text;
using Platform.Contracts.Erasure;

namespace Platform.Silo.Erasure;

/// <summary>Counts what an erasure has erased; what is counted is stored, so that it also counts when the erasure breaks off.</summary>
internal sealed class ErasureTally(ErasureStore store, string key, ErasureRecord record)
{
    /// <summary>When the erasure began (UTC).</summary>
    public DateTimeOffset StartedAt => record.StartedAt;

    /// <summary>How much of something is gone so far.</summary>
    public long this[string what] => record.Erased.GetValueOrDefault(what);

    /// <summary>Something is gone.</summary>
    /// <param name="counts">Its name in the manifest, in the plural as <c>sessions</c>, and how much of it; 0 only puts the name into the manifest.</param>
    public Task Add(params (string What, long Count)[] counts)
    {
        foreach (var (what, count) in counts)
            record.Erased[what] = this[what] + count;
        return store.Save(key, record);
    }

    /// <summary>The erasure is done.</summary>
    public Task End() => store.End(key);

    /// <summary>The manifest of the erasure as it stands.</summary>
    /// <param name="kind">What was erased.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The id of what was erased.</param>
    /// <param name="now">When nothing was left.</param>
    public ErasureManifest ToManifest(ErasureKind kind, string tenantId, string id, DateTimeOffset now) => new()
    {
        Id = record.Id,
        Kind = kind,
        TenantId = tenantId,
        Subject = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
        StartedAt = record.StartedAt,
        FinishedAt = now,
        Erased = new Dictionary<string, long>(record.Erased),
    };
}
