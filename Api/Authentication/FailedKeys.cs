using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;

namespace Platform.Api.Authentication;

/// <summary>
/// Counts keys that do not work by the address they come from, and refuses addresses that send too many. Addresses share a
/// fixed number of places, so that a flood from everywhere takes no more memory; two that share one share its failures only.
/// What is under way when the limit is reached is still checked.
/// </summary>
internal sealed class FailedKeys : IDisposable
{
    private const int Places = 16_384;

    /// <summary>How finely a minute slides: in steps of 5 seconds.</summary>
    private const int Segments = 12;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<ulong> _limiter;
    private readonly int _mostPerMinute;
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64();

    public FailedKeys(IOptions<AuthenticationOptions> options)
    {
        _mostPerMinute = options.Value.MaxFailuresPerMinute;
        // Not a bucket of tokens: the framework's, having been full for long, fills up once more as soon as it is used.
        var terms = new SlidingWindowRateLimiterOptions { PermitLimit = _mostPerMinute, Window = Minute, SegmentsPerWindow = Segments };
        _limiter = PartitionedRateLimiter.Create<ulong, int>(network => RateLimitPartition.GetSlidingWindowLimiter(Place(network), _ => terms));
    }

    /// <summary>Refuses an address that has sent too many keys that do not work.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.RateLimited"/>.</exception>
    public void Check(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(ClientNetwork.Of(address), 0);
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > TimeSpan.Zero ? known : Minute / Segments;
        throw new PlatformException(
            ErrorCode.RateLimited,
            $"More than {_mostPerMinute} API keys that do not work came from this address within a minute. Check the key, and try again after the time in Retry-After.",
            retryAfter: wait);
    }

    /// <summary>Counts a key that does not work.</summary>
    public void Count(IPAddress? address) => _limiter.AttemptAcquire(ClientNetwork.Of(address)).Dispose();

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private int Place(ulong network) => HashCode.Combine(network, _seed) & (Places - 1);
}
