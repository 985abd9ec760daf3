namespace Platform.Tuning;

/// <summary>
/// The profiles, and what each consists of: the one place to change them. What was measured of each is in docs/performance.md.
/// </summary>
public static class TuningProfiles
{
    private const string CollectionAge = "Orleans:GrainCollection:CollectionAge";
    private const string CollectionQuantum = "Orleans:GrainCollection:CollectionQuantum";
    private const string MaxLateness = "Platform:Overload:MaxLateness";
    private const string MaxSeatWait = "Platform:Sessions:MaxSeatWait";
    private const string KeepProcessorsAwake = "Platform:Tuning:KeepProcessorsAwake";
    private const string ReplayWindow = "Platform:Sessions:ReplayWindow";

    private const string ConcurrentCollection = "DOTNET_gcConcurrent";
    private const string ConserveMemory = "DOTNET_GCConserveMemory";

    /// <summary>Bytes that are allocated between two collections of young objects; about half the processor's third-level cache by default.</summary>
    private const string YoungBudget = "DOTNET_GCgen0size";

    /// <summary>1, the default: methods are compiled quickly first, and again with optimisation when they are used much. 0: with optimisation at once.</summary>
    private const string QuickCompilation = "DOTNET_TC_QuickJit";

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
            [MaxLateness] = "00:00:02",
        },
        new Dictionary<string, string>
        {
            [QuickCompilation] = "0",
        });

    /// <summary>Short and even answers: what cannot be served soon is refused soon.</summary>
    public static TuningProfile Latency { get; } = new(
        "latency",
        new Dictionary<string, string>
        {
            [CollectionAge] = "01:00:00",
            [MaxSeatWait] = "00:00:00.200",
            [MaxLateness] = "00:00:00.050",
            [KeepProcessorsAwake] = "Always",
        },
        new Dictionary<string, string>
        {
            [QuickCompilation] = "0",
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
            // No thread that collects beside the turns, and no garbage that arises meanwhile.
            [ConcurrentCollection] = "0",
            [YoungBudget] = "0x400000",
            // From 50 % of unused space on, the heap is compacted.
            [ConserveMemory] = "5",
        });

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<TuningProfile> All { get; } = [Balanced, Throughput, Latency, Memory];
}
