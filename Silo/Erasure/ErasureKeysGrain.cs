using Platform.Contracts.Erasure;

namespace Platform.Silo.Erasure;

/// <inheritdoc cref="IErasureKeysGrain"/>
[GrainType("erasure-keys")]
internal sealed class ErasureKeysGrain(ErasureSigner signer) : Grain, IErasureKeysGrain
{
    public async Task<ErasureKey[]> List() => [(await signer.Key()).Public];
}
