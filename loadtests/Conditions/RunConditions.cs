using System.Globalization;

namespace Platform.LoadTests.Conditions;

/// <summary>When, where and how a report was measured.</summary>
/// <param name="Date">When the run began.</param>
/// <param name="Commit">What was measured.</param>
/// <param name="Stack">The stack it was built on.</param>
/// <param name="Machine">The machine that load and platform shared; with <c>--url</c>, that of the load.</param>
/// <param name="LoadBefore">The machine's load average just before; null where the system does not tell. More than a fraction of a core was taken by others.</param>
/// <param name="Parameters">Everything that the run was given, defaults included.</param>
internal sealed record RunConditions(
    DateTimeOffset Date, string Commit, string Stack, Machine Machine, double? LoadBefore, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>What the machine lets nobody do better, measured just before; null where nobody looked.</summary>
    public MachinePauses? Pauses { get; init; }

    /// <summary>Those of a run that begins now.</summary>
    public static RunConditions Now(IReadOnlyDictionary<string, string> parameters, TimeProvider time) =>
        new(time.GetUtcNow(), SourceVersion.Commit(), SourceVersion.Stack, Machine.Current(), Machine.LoadAverage(), parameters);

    /// <summary>Ready to print.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("date", Date.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        yield return ("commit", Commit);
        yield return ("stack", Stack);
        yield return ("machine", string.Create(CultureInfo.InvariantCulture,
            $"{Machine.Cores} cores, {Machine.MemoryMb:N0} MB, {Machine.Processor}, {Machine.OperatingSystem}, {Machine.Runtime}"));
        yield return ("load average before", LoadBefore is { } load ? load.ToString("0.00", CultureInfo.InvariantCulture) : "unknown");
        if (Pauses is { } pauses)
            yield return ("processors taken away just before, by the host or other processes", pauses.ToString());
        yield return ("parameters", string.Join(", ", Parameters.Select(static pair => $"{pair.Key} {pair.Value}")));
    }
}
