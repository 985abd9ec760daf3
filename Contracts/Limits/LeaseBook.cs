using System.Collections.Concurrent;

namespace Platform.Contracts.Limits;

/// <summary>A process's leases: one for each account and measure that is in use.</summary>
public sealed class LeaseBook : IDisposable
{
    /// <summary>How long somebody waits for an answer of the limits before he gets by without it: 500 ms.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest that a refusal is repeated without asking again, since others may give back meanwhile: 1 s.</summary>
    internal static readonly TimeSpan LongestMemory = TimeSpan.FromSeconds(1);

    /// <summary>The shortest: 20 ms.</summary>
    internal static readonly TimeSpan ShortestMemory = TimeSpan.FromMilliseconds(20);

    /// <summary>How often somebody asks whom others were always ahead of, as when two keys of one account set different limits: 100 times.</summary>
    internal const int MostRounds = 100;

    /// <summary>How long a lease that holds nothing is kept: 1 min.</summary>
    internal static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TendInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<(LimitAccount Account, LimitMeasure Measure), IHeldLease> _leases = new();
    private readonly AskLease _ask;
    private readonly Action<LimitAccount, LimitMeasure, Exception> _failed;
    private readonly ITimer _tending;
    private long _number;
    private int _asking;

    /// <summary>An empty book, under a name that no other process has had.</summary>
    /// <param name="ask">Asks a tenant's limits.</param>
    /// <param name="failed">Told when they could not be asked.</param>
    /// <param name="time">The clock.</param>
    public LeaseBook(AskLease ask, Action<LimitAccount, LimitMeasure, Exception> failed, TimeProvider time)
    {
        (_ask, _failed, Time) = (ask, failed, time);
        _tending = time.CreateTimer(static book => ((LeaseBook)book!).Tend(), this, TendInterval, TendInterval);
    }

    /// <summary>The name of this process as a holder.</summary>
    internal string Holder { get; } = Guid.NewGuid().ToString("n");

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; }

    /// <summary>How many leases it has.</summary>
    public int Count => _leases.Count;

    /// <summary>Whether a question is under way.</summary>
    public bool IsAsking => Volatile.Read(ref _asking) != 0;

    /// <summary>The lease of a limit per minute.</summary>
    public RateLease Rate(LimitAccount account, LimitMeasure measure) =>
        Find(account, measure, static (key, book) => new RateLease(key.Account, key.Measure, book));

    /// <summary>The lease of places for turns.</summary>
    public TurnSlots Turns(LimitAccount account) =>
        Find(account, LimitMeasure.Turns, static (key, book) => new TurnSlots(key.Account, book));

    /// <inheritdoc/>
    public void Dispose() => _tending.Dispose();

    internal long NextNumber() => Interlocked.Increment(ref _number);

    /// <summary>Has a lease ask, off the caller's scheduler, which may be a grain's.</summary>
    internal Task Begin(Func<Task> exchange)
    {
        Interlocked.Increment(ref _asking);
        return Task.Run(async () =>
        {
            await exchange().ConfigureAwait(false);
            Interlocked.Decrement(ref _asking);
        });
    }

    /// <summary>Waits between two questions.</summary>
    internal async Task Pause(TimeSpan delay)
    {
        Interlocked.Decrement(ref _asking);
        await Task.Delay(delay, Time).ConfigureAwait(false);
        Interlocked.Increment(ref _asking);
    }

    internal Task<LeaseAnswer> Ask(LimitAccount account, LeaseRequest request) => _ask(account.TenantId, request);

    internal void Failed(LimitAccount account, LimitMeasure measure, Exception error) => _failed(account, measure, error);

    private T Find<T>(LimitAccount account, LimitMeasure measure, Func<(LimitAccount Account, LimitMeasure Measure), LeaseBook, T> begin)
        where T : class, IHeldLease
    {
        while (true)
        {
            if (_leases.TryGetValue((account, measure), out var held) && held.Touch())
                return (T)held;
            if (held is not null)
                _leases.TryRemove(KeyValuePair.Create((account, measure), held));
            else
                _leases.TryAdd((account, measure), begin((account, measure), this));
        }
    }

    private void Tend()
    {
        foreach (var lease in _leases)
        {
            if (!lease.Value.Tend())
                _leases.TryRemove(lease);
        }
    }
}
