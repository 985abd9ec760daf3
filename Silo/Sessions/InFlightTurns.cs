using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;

namespace Platform.Silo.Sessions;

/// <summary>Counts the turns at work or waiting in this silo, of all and of each tenant, and refuses those there is no room for.</summary>
internal sealed class InFlightTurns(IOptions<SessionOptions> options)
{
    private readonly SessionOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, int> _tenants = new();
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many there are of a tenant.</summary>
    public int CountOf(string tenantId) => _tenants.GetValueOrDefault(tenantId);

    /// <summary>Takes a place.</summary>
    /// <exception cref="PlatformException">The tenant or the silo has none left.</exception>
    public void Enter(string tenantId)
    {
        if (Interlocked.Increment(ref _count) > _options.MaxTurnsInFlight)
        {
            Interlocked.Decrement(ref _count);
            throw SessionFailures.Overloaded(_options.RetryAfter);
        }

        if (Add(tenantId, 1) > _options.MaxTurnsInFlightPerTenant)
        {
            Exit(tenantId);
            throw SessionFailures.TenantBusy(_options.MaxTurnsInFlightPerTenant, _options.RetryAfter);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Exit(string tenantId)
    {
        Interlocked.Decrement(ref _count);
        // A tenant at rest leaves nothing behind.
        if (Add(tenantId, -1) == 0)
            _tenants.TryRemove(KeyValuePair.Create(tenantId, 0));
    }

    private int Add(string tenantId, int change)
    {
        while (true)
        {
            if (!_tenants.TryGetValue(tenantId, out var count))
            {
                if (_tenants.TryAdd(tenantId, change))
                    return change;
            }
            else if (_tenants.TryUpdate(tenantId, count + change, count))
            {
                return count + change;
            }
        }
    }
}
