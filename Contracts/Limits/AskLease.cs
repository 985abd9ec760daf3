namespace Platform.Contracts.Limits;

/// <summary>Asks a tenant's limits for a lease.</summary>
public delegate Task<LeaseAnswer> AskLease(string tenantId, LeaseRequest request);
