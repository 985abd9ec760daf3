using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Limits;

namespace Platform.Silo.Limits;

/// <inheritdoc cref="ILimitsGrain"/>
[GrainType("limits")]
internal sealed class LimitsGrain(LimitsStore store, IOptions<LimitsOptions> options, TimeProvider time, ILogger<LimitsGrain> logger)
    : Grain, ILimitsGrain
{
    /// <summary>How long an answer waits for the store to take in what it leases: 250 ms. A store that is away does not stop the tenant.</summary>
    private static readonly TimeSpan StorePatience = TimeSpan.FromMilliseconds(250);

    /// <summary>How often books that hold nothing are let go: each 30 s, when somebody asks.</summary>
    private static readonly TimeSpan TidyInterval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(string? AccountId, LimitMeasure Measure), Entry> _books = [];
    private readonly long _start = time.GetTimestamp();
    private readonly long _startMs = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _tidiedMs;
    private string _key = "";

    /// <summary>Milliseconds that are those of the wall clock when the activation begins, and never go back or jump.</summary>
    private long NowMs => _startMs + (long)time.GetElapsedTime(_start).TotalMilliseconds;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var entry in _books.Values)
            await Save(entry);
    }

    public async Task<LeaseAnswer> Lease(LeaseRequest request)
    {
        Tidy();
        if (!_books.TryGetValue((request.AccountId, request.Measure), out var entry))
            _books.Add((request.AccountId, request.Measure), entry = new Entry(Open(request)));
        await Loaded(entry);
        var answer = entry.Book.Lease(request, NowMs);
        await Save(entry);
        return answer;
    }

    private ILimitBook Open(LeaseRequest request) => request.Measure == LimitMeasure.Turns
        ? new TurnBook(StoreKey.TurnSlots(_key, request.AccountId), store, options.Value.SlotTime)
        : new RateBook(StoreKey.RateWindow(_key, request.AccountId, request.Measure), store, options.Value.LeaseTime);

    private async Task Loaded(Entry entry)
    {
        // Several that come meanwhile wait for one reading; one that failed is tried again.
        if (entry.Loading is not { IsFaulted: false })
            entry.Loading = entry.Book.Load(NowMs);
        await entry.Loading;
    }

    private async Task Save(Entry entry)
    {
        if (!store.IsConnected)
            return;
        try
        {
            await entry.Book.Save(NowMs).WaitAsync(StorePatience, time);
        }
        catch (Exception error) when (error is PlatformException or TimeoutException)
        {
            // It counts in memory, and is stored with the next change.
            LimitsLog.NotStored(logger, _key, error.Message);
        }
    }

    private void Tidy()
    {
        var now = NowMs;
        if (now < _tidiedMs + TidyInterval.TotalMilliseconds)
            return;
        _tidiedMs = now;
        foreach (var (key, entry) in _books)
        {
            if (entry.Loading is { IsCompleted: true } && entry.Book.IsEmpty(now))
                _books.Remove(key);
        }
    }

    private sealed class Entry(ILimitBook book)
    {
        public ILimitBook Book => book;

        public Task? Loading { get; set; }
    }
}
