using Platform.Contracts.Keys;
using Platform.Silo.Paging;

namespace Platform.Silo.Requests;

/// <summary>
/// Erases what is on record of requests about a tenant. Its own go altogether: nobody can send them again. The operator's lose
/// their answers but stay until they end, or one that is sent again would take effect a second time.
/// </summary>
internal sealed class RequestEraser(RequestStore store, RequestIndex index)
{
    private const int Batch = 256;

    /// <summary>Erases it. Can be done again when it breaks off.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="since">When its erasure began: what the operator asked for after that is about the tenant's successor.</param>
    /// <param name="parallelism">How many records at the same time.</param>
    /// <returns>How many went, or lost what they held.</returns>
    public async Task<long> Erase(string tenantId, DateTimeOffset since, int parallelism)
    {
        var (kept, gone) = (0, 0L);
        while (true)
        {
            var requests = await index.Some(tenantId, kept, Batch);
            if (requests.Length == 0)
                return gone;
            var erased = await Bounded.Map(requests, parallelism, request => Erase(tenantId, (string)request!, since));
            await index.Remove(tenantId, [.. requests.Where((_, position) => erased[position])]);
            kept += erased.Count(static done => !done);
            gone += erased.Count(static done => done);
        }
    }

    private async Task<bool> Erase(string tenantId, string requestKey, DateTimeOffset since)
    {
        if (GrainKey.Split(requestKey).TenantId != tenantId)
            return await store.Blank(requestKey, since);
        await store.Erase(requestKey);
        return true;
    }
}
