using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;

namespace Platform.Silo.Usage;

/// <summary>What all ledgers of a silo share.</summary>
internal sealed class LedgerWriting(
    LedgerStore store, PostSessionUsage postSession, IOptions<UsageOptions> options, IOptions<RedisStoreOptions> redisOptions, TimeProvider time,
    ILogger<Ledger> logger)
{
    /// <summary>Tells this process from every other that ever writes.</summary>
    public string Writer { get; } = Guid.NewGuid().ToString("n")[..12];

    /// <summary>How long charges wait for others.</summary>
    public TimeSpan Linger => options.Value.Linger;

    /// <summary>The pause before a store that was away is asked again.</summary>
    public TimeSpan RetryAfter => redisOptions.Value.RetryAfter;

    public LedgerStore Store => store;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Today (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The first day that charges are still taken of: charges of months before the last one are in, or too old.</summary>
    public DateOnly FirstOpenDay => new DateOnly(Today.Year, Today.Month, 1).AddMonths(-1);

    /// <summary>Drops what is no longer needed of the month before that.</summary>
    public async Task Close(string tenantId)
    {
        try
        {
            await store.Close(GrainKey.ForTenant(tenantId), FirstOpenDay.AddDays(-1)).ConfigureAwait(false);
        }
        catch (Contracts.Errors.PlatformException error)
        {
            // The next silo that begins a month with this tenant does it.
            UsageLog.NotClosed(logger, tenantId, error.Message);
        }
    }

    /// <summary>Has a session post what is not in the ledger, however often that takes. False when there is no such session.</summary>
    public async Task<bool> PostSurely(string sessionKey)
    {
        for (var isRetry = false; ; isRetry = true)
        {
            try
            {
                return await postSession(sessionKey).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // Whatever it is, money is at stake; should this silo be lost meanwhile, the others do it.
                if (!isRetry)
                    UsageLog.NotRepaired(logger, sessionKey, error.Message);
            }

            await Task.Delay(RetryAfter, time).ConfigureAwait(false);
        }
    }
}
