namespace Platform.Silo.Sessions;

/// <summary>What a session may hold and how long it waits (section <c>Platform:Sessions</c>).</summary>
internal sealed class SessionOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Sessions";

    /// <summary>The largest message, in bytes of UTF-8. Default 102,400 (100 KB); 1 to 1,048,576.</summary>
    public int MaxMessageBytes { get; set; } = 100 * 1024;

    /// <summary>The most messages that one turn adds. Default 1,000; 1 to 10,000.</summary>
    public int MaxInputMessages { get; set; } = 1_000;

    /// <summary>The longest answer, in characters; a model that goes on is cut off. Default 1,000,000; 1,000 to 10,000,000.</summary>
    public int MaxAnswerLength { get; set; } = 1_000_000;

    /// <summary>
    /// The most turns that wait in one session, and the most changes to its history that do; more are refused. Default 16; 1 to 1,000.
    /// </summary>
    public int MaxWaitingTurns { get; set; } = 16;

    /// <summary>The most turns that are at work or wait in one silo; more are refused. Default 20,000; 1 to 1,000,000.</summary>
    public int MaxTurnsInFlight { get; set; } = 20_000;

    /// <summary>The most turns of one tenant that are at work or wait in one silo; more are refused. Default 10,000; 1 to 1,000,000.</summary>
    public int MaxTurnsInFlightPerTenant { get; set; } = 10_000;

    /// <summary>
    /// The most turns that keep one silo busy at the same time: begin, are answered in process, are stored. More wait, and tenants
    /// get their turns in proportion to their weights; a turn whose model answers from elsewhere does not count meanwhile.
    /// Default 32; 1 to 10,000.
    /// </summary>
    public int MaxBusyTurns { get; set; } = 32;

    /// <summary>
    /// How long a tenant's turns may wait to be among those: while one of them has waited longer, further ones are refused.
    /// Default 500 ms; 10 ms to 5 min.
    /// </summary>
    public TimeSpan MaxSeatWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a turn may wait for its place before it is dropped to the dead letters, unless its request says otherwise.
    /// Default 5 min; 1 s to 1 h.
    /// </summary>
    public TimeSpan QueueTtl { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The newest turns of a session whose idempotency records are kept, also when their messages have been pruned: within
    /// them a repeated request never runs twice. Default 32; 1 to 10,000.
    /// </summary>
    public int MaxIdempotencyRecords { get; set; } = 32;

    /// <summary>
    /// How long a request without an idempotency key is known again when a client says that it repeats it. Default 1 min; 0 to 1 h.
    /// </summary>
    public TimeSpan RetryWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The events of one turn that stand for one piece each; pieces beyond are gathered into events of about 1 KB. Default
    /// 4,096; 16 to 1,000,000.
    /// </summary>
    public int MaxEventsPerTurn { get; set; } = 4_096;

    /// <summary>A viewer with more events than this before it gets adjacent text as one. Default 64; 1 to 1,000,000.</summary>
    public int MergeBacklog { get; set; } = 64;

    /// <summary>How long the events of a finished turn can be replayed. Default 5 min; 0 to 1 h.</summary>
    public TimeSpan ReplayWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a finished answer waits for a store that is away before its turn fails. Default 5 s; 0 to 60 s. Callers wait
    /// up to this and one <c>Platform:Redis:OperationTimeout</c>.
    /// </summary>
    public TimeSpan CommitPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What refused callers are told to wait. Default 1 s; 100 ms to 60 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);
}
