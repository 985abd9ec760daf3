using Orleans.Concurrency;

namespace Platform.Contracts.Limits;

/// <summary>
/// What a tenant and its API keys have used of their limits. Key: <see cref="Keys.GrainKey.ForTenant"/>. API replicas and silos
/// take slices of what is left in advance and use them without asking (<see cref="RateLease"/>, <see cref="TurnSlots"/>).
/// Whatever is leased counts as used until its holder says otherwise, so that in no 60 seconds more than the limit is used.
/// </summary>
[Alias("ILimitsGrain")]
public interface ILimitsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes back what a holder has, and leases it the next slice. Fails with <see cref="ErrorCode.StorageUnavailable"/> when it
    /// cannot be known what was used before.
    /// </summary>
    [AlwaysInterleave, Alias("Lease")]
    Task<LeaseAnswer> Lease(LeaseRequest request);
}
