using System.Collections.Concurrent;
using Platform.Contracts.Keys;

namespace Platform.Api.Authentication;

/// <summary>
/// Who holds an API key, asked of the tenant's grain and remembered for less than a second, so that revoking a key and
/// suspending a tenant take effect within that time on every replica. One question per key is under way at a time; a key in
/// steady use is asked again ahead of time, so that no request waits for it.
/// </summary>
internal sealed class KeyCache(AskTenant askTenant, TimeProvider time, ILogger<KeyCache> logger)
{
    private const int MaxKnown = 10_000;
    private const int MaxUnknown = 1_000;

    /// <summary>How long an answer is believed. With the time a request takes, it stays under the second that is promised.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(800);

    /// <summary>The age from which an answer that is in use is asked for again.</summary>
    private static readonly TimeSpan RefreshAge = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a key is remembered to have worked, so that it is asked for whatever else comes from its address.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ExpiringCache<Caller> _known = new(MaxKnown, Lifetime, time);
    private readonly ExpiringCache<bool> _unknown = new(MaxUnknown, Lifetime, time);
    private readonly ExpiringCache<bool> _worked = new(MaxKnown, Memory, time);
    private readonly ConcurrentDictionary<KeyHash, Lazy<Task<Caller?>>> _underWay = new();

    /// <summary>The holder of a key; null when the key does not work.</summary>
    /// <param name="key">The text of the key.</param>
    /// <param name="failures">Says for which addresses nobody is asked about a key that has not worked before; null: for none.</param>
    /// <param name="context">The request that carries it.</param>
    /// <exception cref="Contracts.Errors.PlatformException">The address has sent too many keys that do not work.</exception>
    public ValueTask<Caller?> Find(string key, FailedKeys? failures = null, HttpContext? context = null)
    {
        if (key.Length > KeyHash.MaxKeyLength)
            return default;
        var hash = KeyHash.Of(key);
        if (_known.TryGet(hash, out var caller, out var age))
        {
            if (age > RefreshAge && !_underWay.ContainsKey(hash))
                _ = Refresh(hash, caller.TenantId);
            return new(caller.IsExpired(time) ? null : caller);
        }

        if (_unknown.TryGet(hash, out _, out _) || ApiKey.TenantOf(key) is not { } tenantId)
            return default;
        if (failures is not null && !_worked.TryGet(hash, out _, out _))
            failures.Check(context?.Connection.RemoteIpAddress);
        return new(Ask(hash, tenantId));
    }

    private Task<Caller?> Ask(KeyHash hash, string tenantId) =>
        _underWay.GetOrAdd(
            hash,
            static (hash, state) => new Lazy<Task<Caller?>>(() => state.Cache.AskOnce(hash, state.tenantId)),
            (Cache: this, tenantId)).Value;

    private async Task<Caller?> AskOnce(KeyHash hash, string tenantId)
    {
        // The answer comes on another thread at the earliest, so that the entry is there before it is removed.
        await Task.Yield();
        var since = time.GetTimestamp();
        try
        {
            var principal = await askTenant(tenantId, hash.ToArray());
            if (principal is null)
            {
                _known.Remove(hash);
                _worked.Remove(hash);
                _unknown.Set(hash, true, since);
                return null;
            }

            var caller = new Caller(principal);
            _unknown.Remove(hash);
            _known.Set(hash, caller, since);
            _worked.Set(hash, true, since);
            return caller.IsExpired(time) ? null : caller;
        }
        finally
        {
            _underWay.TryRemove(hash, out _);
        }
    }

    private async Task Refresh(KeyHash hash, string tenantId)
    {
        try
        {
            await Ask(hash, tenantId);
        }
        catch (Exception error)
        {
            // The present answer is believed until it is too old; then the request itself asks, and reports.
            AuthenticationLog.RefreshFailed(logger, tenantId, error.Message);
        }
    }
}
