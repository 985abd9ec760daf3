using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.LiveHeap;
using Platform.LoadTests.Load;
using Platform.LoadTests.Memory;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Scenarios;

/// <summary>What a session costs in memory while it is resident, and that it costs nothing once it has been collected.</summary>
internal sealed class MemoryScenario : IScenario
{
    private const int Turns = 10;
    private const int Characters = 100;
    private const string Agent = "assistant";
    private const double Kilobyte = 1_024;

    /// <summary>Of those that are left alone until they are collected, fewer will do.</summary>
    private const int ShareCollected = 4;

    /// <summary>Nothing is collected while it is counted.</summary>
    private static readonly Dictionary<string, string> Staying = new()
    {
        ["Orleans__GrainCollection__CollectionAge"] = "02:00:00",
    };

    private static readonly Dictionary<string, string> Leaving = new()
    {
        ["Orleans__GrainCollection__CollectionAge"] = "00:00:20",
        ["Orleans__GrainCollection__CollectionQuantum"] = "00:00:02",
    };

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string Description => $"Live heap and resident set per session in memory, {Turns} turns of {Characters} characters each, and after they were collected.";

    /// <inheritdoc/>
    public ScenarioDefaults Defaults { get; } = new(Silos: 1, Apis: 1, Users: 20_000, DurationSeconds: 1) { StartsItself = true, ShortSeconds = 1 };

    /// <inheritdoc/>
    public async Task<Report> Run(ScenarioContext context, CancellationToken cancellationToken)
    {
        Resident resident;
        await using (var platform = await LocalPlatform.Start(1, 1, data: null, context.Progress, cancellationToken, Staying))
        {
            resident = await Fill(context.On(platform), platform, context.Users, cancellationToken);
            if (resident.InMemory < resident.Sessions)
                throw new LoadFailedException($"Only {resident.InMemory} of {resident.Sessions} sessions are in memory: what one costs cannot be told.");
        }

        Resident collected;
        int left;
        await using (var platform = await LocalPlatform.Start(1, 1, data: null, context.Progress, cancellationToken, Leaving))
        {
            collected = await Fill(context.On(platform), platform, Math.Max(1, context.Users / ShareCollected), cancellationToken);
            context.Progress("waiting until all of them have been collected");
            left = await ClusterCounts.WaitForSessions(platform, static sessions => sessions == 0, context.Time, cancellationToken);
            collected = collected with { After = await Measure(platform, cancellationToken) };
        }

        return new Report(
            Name,
            [],
            [
                ("sessions in memory", Count(resident.InMemory)),
                ("silo's live heap before, after", $"{Megabytes(resident.Before.Heap)}, {Megabytes(resident.After.Heap)}"),
                ("silo's resident set before, after", $"{Megabytes(resident.Before.ResidentSet)}, {Megabytes(resident.After.ResidentSet)}"),
                ("resident set per session", Kilobytes(resident.PerSession(static memory => memory.ResidentSet))),
                ("sessions in memory once they were collected", $"{Count(left)} of {Count(collected.Sessions)}"),
                ("live heap per session once they were collected", Kilobytes(collected.PerSession(static memory => memory.Heap))),
                ("resident set per session once they were collected", Kilobytes(collected.PerSession(static memory => memory.ResidentSet))),
                ("lost or doubled", "0"),
            ])
        {
            Bars =
            [
                new BarFigure("B8", "KB of live heap per resident session", resident.PerSession(static memory => memory.Heap) / Kilobyte, Bar: 12, Goal: 6, MoreIsBetter: false),
            ],
        };
    }

    private static async Task<Resident> Fill(ScenarioContext context, LocalPlatform platform, int count, CancellationToken cancellationToken)
    {
        // What the first turns compile and cache is not the sessions'.
        var first = await TurnSessions.Create(context, context.Connections, Agent, cancellationToken, Text);
        await first.Fill(Turns, cancellationToken);
        var residentBefore = await ClusterCounts.Sessions(platform, cancellationToken);
        var before = await Measure(platform, cancellationToken);
        context.Progress($"{count:N0} sessions with {Turns} turns of {Characters} characters each");
        var sessions = await TurnSessions.Create(context, count, Agent, cancellationToken, Text);
        await sessions.Fill(Turns, cancellationToken);
        context.Progress("checking that every acknowledged turn is stored");
        await sessions.Verify(cancellationToken, Turns * 2);
        var inMemory = await ClusterCounts.Sessions(platform, cancellationToken) - residentBefore;
        // With a short age some may have gone already, and are not counted.
        return new Resident(count, inMemory, before, await Measure(platform, cancellationToken));
    }

    private static async Task<MemoryUse> Measure(LocalPlatform platform, CancellationToken cancellationToken)
    {
        if (PlatformParts.Silos(platform) is not [var silo])
            throw new LoadFailedException("The platform has not exactly one silo: the processes cannot be told apart.");
        var heap = await HeapSize.AfterCollection(silo, cancellationToken);
        return new MemoryUse(heap, (ProcessMemory.ResidentMb(silo) ?? 0) * Kilobyte * Kilobyte);
    }

    /// <summary>Different in every session, so that nothing can be shared.</summary>
    private static string Text(int session) => session.ToString(CultureInfo.InvariantCulture).PadRight(Characters, 'x');

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Kilobytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilobyte:0.00} KB");

    private static string Megabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilobyte / Kilobyte:0.0} MB");

    private readonly record struct MemoryUse(double Heap, double ResidentSet);

    private sealed record Resident(int Sessions, int InMemory, MemoryUse Before, MemoryUse After)
    {
        public double PerSession(Func<MemoryUse, double> of) => (of(After) - of(Before)) / Sessions;
    }
}
