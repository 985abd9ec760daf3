using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Tuning;
using Platform.Silo.Budgets;
using Platform.Silo.DeadLetters;
using Platform.Silo.Limits;
using Platform.Silo.Models.Prices;
using Platform.Silo.Requests;
using Platform.Silo.Storage;
using Platform.Silo.Usage;

namespace Platform.Silo.Sessions;

/// <summary>What every session of a silo shares.</summary>
internal sealed class SessionServices(
    SessionStore store, SessionIndex index, TurnPlanner planner, InFlightTurns inFlight, TurnLimits limits, FairShare fairShare, SiloLateness lateness,
    DeadLetterStore deadLetters, RedisStore redis, AwakeProcessors awake,
    Ledger ledger, LedgerWriting ledgerWriting, UnpostedSessions unposted, BudgetGate budgets, DemandEstimate demand, PriceList prices,
    IOptions<SessionOptions> options, IOptions<RequestOptions> requests, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<SessionServices> logger)
{
    /// <summary>Whether the silo was asked to stop: what runs is finished, and nothing new is begun.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    public SessionStore Store { get; } = store;

    public SessionIndex Index { get; } = index;

    public TurnPlanner Planner { get; } = planner;

    public InFlightTurns InFlight { get; } = inFlight;

    public TurnLimits Limits { get; } = limits;

    public FairShare FairShare { get; } = fairShare;

    public SiloLateness Lateness { get; } = lateness;

    public AwakeProcessors Awake { get; } = awake;

    public DeadLetterStore DeadLetters { get; } = deadLetters;

    public RedisStore Redis { get; } = redis;

    public Ledger Ledger { get; } = ledger;

    public LedgerWriting LedgerWriting { get; } = ledgerWriting;

    public UnpostedSessions Unposted { get; } = unposted;

    public BudgetGate Budgets { get; } = budgets;

    public DemandEstimate Demand { get; } = demand;

    public PriceList Prices { get; } = prices;

    public SessionOptions Options { get; } = options.Value;

    /// <summary>How many of the requests that changed it a session remembers.</summary>
    public int MaxRequestTokens { get; } = requests.Value.MaxTokens;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;

    /// <summary>Now, in the milliseconds that the store keeps, so that a time reads back as it was answered.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Waits until what was posted is in the ledger, as long as for an answer to be stored.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">The store is away for longer.</exception>
    public async Task InLedger(Task posted)
    {
        try
        {
            await posted.WaitAsync(Options.CommitPatience, Time);
        }
        catch (TimeoutException)
        {
            throw SessionFailures.StorageAway(Options.RetryAfter);
        }
    }
}
