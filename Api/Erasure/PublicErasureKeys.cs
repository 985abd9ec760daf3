using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;

namespace Platform.Api.Erasure;

/// <summary>The public keys, asked for at most once a minute: anybody may read them, and that must not become the silos' load.</summary>
internal sealed class PublicErasureKeys(IClusterClient cluster, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private Task<ErasureKey[]>? _keys;
    private long _askedAt;

    /// <summary>The keys.</summary>
    public Task<ErasureKey[]> List()
    {
        lock (_gate)
        {
            if (_keys is null or { IsCompleted: true, IsCompletedSuccessfully: false } || time.GetElapsedTime(_askedAt) >= Lifetime)
                (_keys, _askedAt) = (cluster.GetGrain<IErasureKeysGrain>(GrainKey.Singleton).List(), time.GetTimestamp());
            return _keys;
        }
    }
}
