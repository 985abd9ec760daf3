using Platform.LoadTests.Load;

namespace Platform.LoadTests.Reports.Plots;

/// <summary>The plots of a report.</summary>
internal static class ReportPlots
{
    private const string PerSecond = "per second";

    /// <summary>As many points as a plot can show of a distribution.</summary>
    private const int MostPoints = 400;

    /// <summary>The latency distribution, the throughput over time, and one plot for each unit of what was watched over time.</summary>
    public static IEnumerable<Plot> Of(Report report)
    {
        var measured = report.Rows.Where(static row => row.Latency.Count > 0).ToArray();
        if (measured.Length > 0)
            yield return Latency(report.Scenario, measured);

        // Rows give their throughput by whole seconds: each is drawn in the middle of its second.
        var throughput = report.Rows
            .Where(static row => row.PerSecond.Count > 0)
            .Select(static row => new ReportSeries(row.Name, PerSecond, [.. row.PerSecond.Select(static (count, second) => (TimeSpan.FromSeconds(second + 0.5), (double)count))]));
        foreach (var unit in throughput.Concat(report.Series).Where(static series => series.Points.Any(static point => double.IsFinite(point.Value))).GroupBy(static series => series.Unit))
            yield return OverTime(report.Scenario, unit.Key, [.. unit]);
    }

    private static Plot Latency(string scenario, ReportRow[] rows)
    {
        var lines = rows.Select(static row => new PlotLine(row.Name, Curve(row.Latency))).ToArray();
        var all = lines.SelectMany(static line => line.Points).ToArray();
        return new Plot(
            "latency",
            $"{scenario}: latency distribution",
            PlotAxis.Percentiles(all.Max(static point => point.X)),
            // A few requests that were answered at once must not push all the others into a corner.
            PlotAxis.Log("milliseconds", all.Where(static point => point.X > 1.01).Min(static point => point.Y), all.Max(static point => point.Y)),
            lines);
    }

    private static Plot OverTime(string scenario, string unit, ReportSeries[] series)
    {
        var lines = series
            .Select(static one => new PlotLine(one.Name, [.. one.Points.Where(static point => double.IsFinite(point.Value)).Select(static point => (point.At.TotalSeconds, point.Value))]))
            .Where(static line => line.Points.Count > 0)
            .ToArray();
        var all = lines.SelectMany(static line => line.Points).ToArray();
        var (name, title) = unit switch
        {
            PerSecond => ("throughput", "throughput over time"),
            "MB" => ("memory", "memory over time"),
            _ => (Slug(unit), $"{unit} over time"),
        };
        return new Plot(
            name,
            $"{scenario}: {title}",
            PlotAxis.Linear("seconds", all.Max(static point => point.X)),
            PlotAxis.Linear(unit, all.Max(static point => point.Y)),
            lines);
    }

    // The last request has no request behind it: it lies where the next power of two would.
    private static (double X, double Y)[] Curve(LatencyHistogram latency)
    {
        var points = new List<(double, double)>();
        var (seen, lastX) = (0L, 0.0);
        var closest = Math.Log2(2.0 * latency.Count) / MostPoints;
        foreach (var (upTo, count) in latency.Buckets)
        {
            seen += count;
            var x = latency.Count / Math.Max(0.5, latency.Count - seen);
            if (points.Count > 0 && seen < latency.Count && Math.Log2(x) - lastX < closest)
                continue;
            lastX = Math.Log2(x);
            // A log axis has no zero; the clock does not tell less than this apart.
            points.Add((x, Math.Max(upTo.TotalMilliseconds, 0.0001)));
        }

        return [.. points];
    }

    private static string Slug(string unit) => string.Concat(unit.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')).Trim('-') is { Length: > 0 } slug ? slug : "series";
}
