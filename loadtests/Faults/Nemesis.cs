using Platform.LoadTests.Cluster;

namespace Platform.LoadTests.Faults;

/// <summary>Carries out a plan of faults against the processes of an app host.</summary>
/// <param name="appHostId">The app host's process id.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Told each fault as it happens.</param>
internal sealed class Nemesis(int appHostId, TimeProvider time, Action<string> progress)
{
    private readonly List<(FaultKind Kind, long At)> _done = [];

    /// <summary>What was done, with the clock's timestamp.</summary>
    public IReadOnlyList<(FaultKind Kind, long At)> Done => _done;

    /// <summary>Runs the plan; on the way out every paused process goes on.</summary>
    public async Task Run(IReadOnlyList<Fault> plan, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pauses = new List<Task>();
        try
        {
            foreach (var fault in plan)
            {
                var wait = fault.At - time.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, cancellationToken);
                if (await FindVictim(fault, cancellationToken) is not { } victim)
                {
                    progress($"{fault.Kind}: no process to hit");
                    continue;
                }

                progress($"{fault.Kind} of process {victim}{(IsPause(fault.Kind) ? $" for {fault.Length.TotalSeconds} s" : "")}");
                _done.Add((fault.Kind, time.GetTimestamp()));
                Signals.Send(victim, SignalOf(fault.Kind));
                if (IsPause(fault.Kind))
                    pauses.Add(Resume(victim, fault.Length, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(pauses);
        }
    }

    private async Task Resume(int victim, TimeSpan after, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(after, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The run ends: the process must not stay paused.
        }

        Signals.Send(victim, Signals.Continue);
    }

    // Right after another fault the victim may just be starting again: wait for it rather than leave the fault out.
    private async Task<int?> FindVictim(Fault fault, CancellationToken cancellationToken)
    {
        const int Tries = 30;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var candidates = ProcessTree.Descendants(appHostId, CommandLineOf(fault.Kind));
            if (candidates.Count > 0)
                return candidates[fault.Victim % candidates.Count];
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }

        return null;
    }

    private static bool IsPause(FaultKind kind) => kind is FaultKind.PauseSilo or FaultKind.PauseRedis;

    private static int SignalOf(FaultKind kind) => kind switch
    {
        FaultKind.StopSilo => Signals.Term,
        FaultKind.PauseSilo or FaultKind.PauseRedis => Signals.Stop,
        _ => Signals.Kill,
    };

    private static string[] CommandLineOf(FaultKind kind) => kind switch
    {
        FaultKind.KillApi => ["Api.dll"],
        FaultKind.KillRedis or FaultKind.PauseRedis => ["redis-server", "garnet-server"],
        _ => ["Silo.dll"],
    };
}
