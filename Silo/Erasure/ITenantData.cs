using Platform.Contracts.Erasure;

namespace Platform.Silo.Erasure;

/// <summary>What one feature keeps of tenants: its part of their erasure and export, as <see cref="IUserData"/> is for users.</summary>
internal interface ITenantData
{
    /// <summary>Its place in the order.</summary>
    ErasureStage Stage { get; }

    /// <summary>Erases all of it, of a tenant that is not served any more. Each step has to be one that can be done twice.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="since">When the tenant's erasure began: what is younger may be about a successor of the same name.</param>
    /// <param name="erased">Told of everything that is gone, in portions as it goes.</param>
    Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased);

    /// <summary>All of it, piece by piece, without secrets.</summary>
    IAsyncEnumerable<ExportRecord> Export(string tenantId);
}
