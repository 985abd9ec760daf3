namespace Platform.Tuning;

/// <summary>
/// The profiles, and what each consists of: the one place to change them. What was measured of each is in docs/performance.md.
/// </summary>
public static class TuningProfiles
{
    private const string CollectionAge = "Orleans:GrainCollection:CollectionAge";
    private const string CollectionQuantum = "Orleans:GrainCollection:CollectionQuantum";
    private const string MaxSeatWait = "Platform:Sessions:MaxSeatWait";
    private const string ReplayWindow = "Platform:Sessions:ReplayWindow";

    private const string ConcurrentCollection = "DOTNET_gcConcurrent";
    private const string ConserveMemory = "DOTNET_GCConserveMemory";
    private const string YoungBudget = "DOTNET_GCgen0size";
    private const string ServerCollection = "DOTNET_gcServer";
    private const string SpinLimit = "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit";

    /// <summary>The defaults of the platform and of the runtime.</summary>
    public static TuningProfile Balanced { get; } = new("balanced", new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>As many turns per second as the cores give; a turn may wait longer, and memory may grow.</summary>
    public static TuningProfile Throughput { get; } = new(
        "throughput",
        new Dictionary<string, string>
        {
            // A session that stays is not read from Redis again.
            [CollectionAge] = "01:00:00",
            // A burst is queued and served rather than refused.
            [MaxSeatWait] = "00:00:02",
        },
        new Dictionary<string, string>
        {
            // 64 MB between two collections of young objects, in place of about half the processor's third-level cache.
            [YoungBudget] = "0x4000000",
            // No thread that marks old objects beside the turns.
            [ConcurrentCollection] = "0",
        });

    /// <summary>Short and even answers: what cannot be served soon is refused soon.</summary>
    public static TuningProfile Latency { get; } = new(
        "latency",
        new Dictionary<string, string>
        {
            [CollectionAge] = "01:00:00",
            [MaxSeatWait] = "00:00:00.200",
        },
        new Dictionary<string, string>
        {
            [YoungBudget] = "0x4000000",
            // 20 looks for work in place of 9 before a thread of the pool sleeps: waking it costs more than the looks.
            [SpinLimit] = "0x14",
        });

    /// <summary>Small processes: what is idle leaves early, and garbage is collected early.</summary>
    public static TuningProfile Memory { get; } = new(
        "memory",
        new Dictionary<string, string>
        {
            // Read from Redis again by the next turn, which costs that turn about a millisecond.
            [CollectionAge] = "00:02:00",
            [CollectionQuantum] = "00:00:15",
            [ReplayWindow] = "00:01:00",
        },
        new Dictionary<string, string>
        {
            [ServerCollection] = "0",
            [ConcurrentCollection] = "0",
            [YoungBudget] = "0x400000",
            [ConserveMemory] = "5",
        });

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<TuningProfile> All { get; } = [Balanced, Throughput, Latency, Memory];
}
