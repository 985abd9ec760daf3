using Orleans.Concurrency;

namespace Platform.Contracts.Erasure;

/// <summary>The public keys by which anybody can verify manifests. Key: <see cref="Keys.GrainKey.Singleton"/>.</summary>
[Alias("IErasureKeysGrain")]
public interface IErasureKeysGrain : IGrainWithStringKey
{
    /// <summary>The keys; the platform makes one when it has none.</summary>
    [ReadOnly, Alias("List")]
    Task<ErasureKey[]> List();
}
