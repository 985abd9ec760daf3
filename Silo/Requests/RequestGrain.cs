using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Platform.Contracts.Keys;
using Platform.Contracts.Requests;
using Platform.Contracts.Tenants;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;
using Platform.Silo.Users;

namespace Platform.Silo.Requests;

/// <inheritdoc cref="IRequestGrain"/>
/// <remarks>
/// Holds nothing: the truth is one record in the store, so that two activations cannot disagree, and calls need not wait for
/// each other. Retires by age alone: one that ended itself would hand on who comes meanwhile, and Orleans does that with a call
/// only so often, so that an answer might not get on record.
/// </remarks>
[GrainType("request"), Reentrant]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class RequestGrain(
    RequestStore store, RequestIndex index, TenantCatalog tenants, IOptions<RequestOptions> options, IOptions<RedisStoreOptions> redis,
    TimeProvider time)
    : Grain, IRequestGrain
{
    private string _key = "";
    private string _tenantId = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _tenantId = GrainKey.Split(_key).TenantId;
        return Task.CompletedTask;
    }

    public async Task<RequestClaim?> Find(byte[] hash)
    {
        await CheckTenant();
        return await store.Read(_key) is { } record ? Claimed(record, hash) : null;
    }

    public async Task<RequestClaim> Claim(NewClaim claim)
    {
        await CheckTenant();
        if (await store.Read(_key) is { } known)
            return Claimed(known, claim.Hash);
        if (claim.UserId is { } userId && !await index.Add(new UserAddress(claim.TenantId, userId), _key))
            throw UserFailures.BeingErased(redis.Value.RetryAfter);
        if (!await index.Add(claim.TenantId, _key))
            throw RequestFailures.TooMany(options.Value.MaxPerTenant);
        var record = new RequestRecord { Hash = claim.Hash, Token = claim.Token, Proposal = claim.Proposal, ClaimedAt = time.GetUtcNow() };
        return Claimed(await store.Claim(_key, record) ?? record, claim.Hash);
    }

    public async Task<RequestAnswer?> Complete(string token, RequestAnswer answer) =>
        answer.Body.Length <= options.Value.MaxAnswerBytes ? await store.Complete(_key, token, answer) : null;

    public Task<bool> Forget() => store.Forget(_key);

    private static RequestClaim Claimed(RequestRecord record, byte[] hash)
    {
        if (!record.Hash.AsSpan().SequenceEqual(hash))
            throw RequestFailures.KeyReused();
        return record.IsErased ? throw RequestFailures.Erased(record.IsOfErasedUser) : new RequestClaim(record.Token, record.Proposal, record.Answer);
    }

    /// <summary>
    /// Refuses callers whose tenant has gone since their key was checked: behind the erasure of its records nothing may be
    /// put on record any more.
    /// </summary>
    private async ValueTask CheckTenant()
    {
        var tenant = await tenants.Find(_tenantId) ?? throw RequestFailures.TenantNotFound(_tenantId);
        if (tenant.Status != TenantStatus.Active)
            throw RequestFailures.TenantSuspended();
    }
}
