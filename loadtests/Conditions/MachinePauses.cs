using System.Diagnostics;
using System.Globalization;

namespace Platform.LoadTests.Conditions;

/// <summary>
/// How often the machine itself does not run what is ready to run: a virtual machine's processors are taken away by its host, for
/// milliseconds at a time, and neither the processes nor the system's own figures see more of it than that the clock jumps. A late
/// answer that comes of it says nothing about the platform; a p99 cannot be better than this lets it be.
/// </summary>
/// <param name="Processors">How many threads watched the clock at the same time, one for each processor.</param>
/// <param name="Watched">For how long.</param>
/// <param name="Count">How often the clock jumped by more than <see cref="Least"/>, for all of them.</param>
/// <param name="Together">By how much in all.</param>
/// <param name="Longest">By how much at most.</param>
internal sealed record MachinePauses(int Processors, TimeSpan Watched, int Count, TimeSpan Together, TimeSpan Longest)
{
    /// <summary>A pause that is worth to be counted.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>Keeps all processors busy with looking at the clock.</summary>
    /// <param name="length">How long.</param>
    public static MachinePauses Measure(TimeSpan length)
    {
        var watches = new Watch[Environment.ProcessorCount];
        var threads = watches.Select((_, index) => new Thread(() => watches[index] = Look(length)) { IsBackground = true, Name = "Pauses" }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return new MachinePauses(
            watches.Length,
            length,
            watches.Sum(static watch => watch.Count),
            Stopwatch.GetElapsedTime(0, watches.Sum(static watch => watch.Together)),
            Stopwatch.GetElapsedTime(0, watches.Max(static watch => watch.Longest)));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Count} times for more than {Least.TotalMilliseconds:0} ms in {Processors} × {Watched.TotalSeconds:0.#} s, {Together.TotalMilliseconds:0.0} ms in all, {Longest.TotalMilliseconds:0.0} ms at most");

    private static Watch Look(TimeSpan length)
    {
        var least = (long)(Least.TotalSeconds * Stopwatch.Frequency);
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var watch = new Watch();
        for (var last = Stopwatch.GetTimestamp(); last < end;)
        {
            var now = Stopwatch.GetTimestamp();
            var jump = now - last;
            if (jump > least)
                watch = new Watch(watch.Count + 1, watch.Together + jump, Math.Max(watch.Longest, jump));
            last = now;
        }

        return watch;
    }

    private readonly record struct Watch(int Count, long Together, long Longest);
}
