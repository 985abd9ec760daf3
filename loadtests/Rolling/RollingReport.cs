using System.Globalization;
using Platform.LoadTests.Faults;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Rolling;

/// <summary>Turns a rolling restart under load into a report, or into a failure when one request failed or one turn is not as acknowledged.</summary>
internal static class RollingReport
{
    private const int MostListed = 20;

    /// <summary>The report.</summary>
    /// <exception cref="LoadFailedException">A request failed, or a history is wrong; the message lists the first ones.</exception>
    public static Report Of(
        string scenario,
        IReadOnlyList<(string Name, LoadResult Load)> loads,
        IReadOnlyList<Restart> restarts,
        IReadOnlyList<TurnFailure> failures,
        IReadOnlyList<Violation> violations,
        TimeSpan longestGap)
    {
        var requests = loads.Sum(load => load.Load.Requests);
        if (failures.Count > 0)
        {
            var lines = failures.OrderBy(failure => failure.At).Take(MostListed)
                .Select(failure => $"  at {Seconds(failure.At)} in {failure.Session}, '{failure.Content}': {failure.Reason}");
            throw new LoadFailedException($"{failures.Count} of {requests} requests failed:\n{string.Join('\n', lines)}");
        }

        if (violations.Count > 0)
        {
            var lines = violations.Take(MostListed).Select(violation => $"  {violation.Kind} in {violation.Session}: {violation.Detail}");
            throw new LoadFailedException($"no request failed, but {violations.Count} violations were found:\n{string.Join('\n', lines)}");
        }

        return new Report(
            scenario,
            [.. loads.Select(load => new ReportRow(load.Name, load.Load.Rate, load.Load.Latency))],
            [
                ("requests", requests.ToString("N0", CultureInfo.InvariantCulture)),
                ("failed requests", "0"),
                ("longest time without any answer", Seconds(longestGap)),
                .. restarts.Select((restart, index) => (
                    $"restart {index + 1}, {restart.Program}",
                    $"ended after {Seconds(restart.Ended)}, replaced after {Seconds(restart.Replaced)}")),
                ("lost, doubled, reordered, torn, foreign", "0"),
            ]);
    }

    /// <summary>The longest time between two answers that follow each other, whoever got them.</summary>
    /// <param name="answers">When answers came, in any order.</param>
    public static TimeSpan LongestGap(IEnumerable<TimeSpan> answers)
    {
        var longest = TimeSpan.Zero;
        var ordered = answers.Order().ToArray();
        for (var index = 1; index < ordered.Length; index++)
        {
            if (ordered[index] - ordered[index - 1] is var gap && gap > longest)
                longest = gap;
        }

        return longest;
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s";
}
