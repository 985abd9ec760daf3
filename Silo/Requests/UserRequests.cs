using Microsoft.Extensions.Options;
using Platform.Contracts.Erasure;
using Platform.Contracts.Requests;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Tenants;
using Platform.Silo.Users;

namespace Platform.Silo.Requests;

/// <summary>
/// The answers on record of requests that concerned a user. That the requests were made stays on record, as hashes, until it
/// ends by itself: one that is sent again behind the erasure must not make its session anew.
/// </summary>
internal sealed class UserRequests(RequestIndex index, IGrainFactory grains, IOptions<TenantOptions> options) : IUserData
{
    private const int Batch = 256;

    public ErasureStage Stage => ErasureStage.Records;

    public async Task Erase(UserAddress user, ErasureTally erased)
    {
        await erased.Add(("requests", 0));
        while (true)
        {
            var requests = await index.Some(user, Batch);
            if (requests.Length == 0)
                return;
            // By the grain, so that one that is just being claimed is not missed.
            var forgotten = await Bounded.Map(
                requests, options.Value.EraseParallelism, request => grains.GetGrain<IRequestGrain>((string)request!).Forget());
            await erased.Add(("requests", forgotten.Count(static done => done)));
            await index.Remove(user, requests);
        }
    }

    // What is on record are answers to requests, sealed under the callers' keys; what they made is exported elsewhere.
    public IAsyncEnumerable<ExportRecord> Export(UserAddress user) => AsyncEnumerable.Empty<ExportRecord>();
}
