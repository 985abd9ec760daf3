using Platform.Contracts.Limits;

namespace Platform.Silo.Limits;

/// <summary>One account's use of one measure in memory, and how it is kept in the store.</summary>
internal interface ILimitBook
{
    /// <summary>Whether nothing counts, so that it need not be kept.</summary>
    bool IsEmpty(long nowMs);

    /// <summary>Takes in what is stored.</summary>
    Task Load(long nowMs);

    /// <summary>Takes a holder's report and leases it more.</summary>
    LeaseAnswer Lease(LeaseRequest request, long nowMs);

    /// <summary>Stores what has changed; what cannot be stored is tried again with the next change.</summary>
    Task Save(long nowMs);
}
