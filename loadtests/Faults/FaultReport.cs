using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Faults;

/// <summary>Turns the outcome of a run with faults into a report, or into a failure when anything was breached.</summary>
internal static class FaultReport
{
    /// <summary>The report.</summary>
    /// <exception cref="LoadFailedException">A turn was lost, doubled, reordered, torn or foreign; the message lists the first ones.</exception>
    public static Report Of(string scenario, ScenarioContext context, FaultRun.Outcome outcome)
    {
        const int MostListed = 20;
        if (outcome.Violations.Count > 0)
        {
            var lines = outcome.Violations.Take(MostListed).Select(violation => $"  {violation.Kind} in {violation.Session}: {violation.Detail}");
            throw new LoadFailedException($"{outcome.Violations.Count} violations with seed {context.Seed}:\n{string.Join('\n', lines)}");
        }

        var unfinished = outcome.Clients.Where(client => client.Sent.Any(turn => !turn.Acknowledged)).ToArray();
        if (unfinished.Length > 0)
            throw new LoadFailedException($"{unfinished.Length} conversations never got an answer again with seed {context.Seed}, the first in {unfinished[0].Session}.");

        var gaps = new LatencyHistogram();
        foreach (var (from, to) in outcome.Clients.SelectMany(client => client.Gaps))
            gaps.Record(context.Time.GetElapsedTime(from, to));
        var acknowledged = outcome.Clients.Sum(client => client.Sent.Count);
        return new Report(
            scenario,
            [new ReportRow("time between answers", acknowledged / context.Duration.TotalSeconds, gaps)],
            [
                ("seed", context.Seed.ToString(CultureInfo.InvariantCulture)),
                ("faults", string.Join(", ", outcome.Faults.CountBy(fault => fault.Kind).Select(pair => $"{pair.Key} × {pair.Value}"))),
                ("acknowledged turns", acknowledged.ToString("N0", CultureInfo.InvariantCulture)),
                ("repeated requests", outcome.Clients.Sum(client => client.Repeated).ToString("N0", CultureInfo.InvariantCulture)),
                ("longest gap after a silo was killed", Longest(context, outcome, alone: true)),
                ("longest gap with another fault in it as well", Longest(context, outcome, alone: false)),
                ("lost, doubled, reordered, torn, foreign", "0"),
                ("ledger against stored turns", "equal"),
            ]);
    }

    private static string Longest(ScenarioContext context, FaultRun.Outcome outcome, bool alone)
    {
        var gaps = outcome.Clients.SelectMany(client => client.Gaps);
        return FaultGaps.Longest(gaps, outcome.Faults, FaultKind.KillSilo, alone, context.Time) is { } longest
            ? $"{longest.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s"
            : "none";
    }
}
