using System.Globalization;

namespace Platform.LoadTests.Reports.Plots;

/// <summary>An axis of a plot: maps values to 0 … 1, and says where its ticks are.</summary>
/// <param name="Label">What it shows, with its unit.</param>
/// <param name="From">The value at its begin.</param>
/// <param name="To">The value at its end, above <paramref name="From"/>.</param>
/// <param name="Ticks">The values with a tick, and what is written there.</param>
/// <param name="IsLog">Whether equal factors take equal lengths.</param>
internal sealed record PlotAxis(string Label, double From, double To, IReadOnlyList<(double Value, string Text)> Ticks, bool IsLog)
{
    private const int AboutTicks = 6;

    /// <summary>An axis that begins at zero and ends at a round value.</summary>
    public static PlotAxis Linear(string label, double most)
    {
        var step = RoundStep(double.IsFinite(most) && most > 0 ? most / AboutTicks : 1.0 / AboutTicks);
        var count = Math.Max(1, (int)Math.Ceiling((most / step) - 1e-9));
        return new PlotAxis(label, 0, count * step, [.. Enumerable.Range(0, count + 1).Select(tick => (tick * step, Text(tick * step)))], IsLog: false);
    }

    /// <summary>An axis of powers of ten, with ticks between them when there are few.</summary>
    /// <param name="label">What it shows.</param>
    /// <param name="least">The least value, above zero.</param>
    /// <param name="most">The greatest value.</param>
    public static PlotAxis Log(string label, double least, double most)
    {
        var (low, high) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)));
        high = Math.Max(high, low + 1);
        double[] within = high - low <= 4 ? [1, 2, 5] : [1];
        var ticks = Enumerable.Range(low, high - low)
            .SelectMany(power => within.Select(factor => factor * Math.Pow(10, power)))
            .Append(Math.Pow(10, high))
            .Select(static value => (value, Text(value)));
        return new PlotAxis(label, Math.Pow(10, low), Math.Pow(10, high), [.. ticks], IsLog: true);
    }

    /// <summary>
    /// An axis of percentiles that gives each further nine the same length. Its values are <c>1 / (1 - share)</c>: 1 is the
    /// fastest request, 100 the 99th percentile.
    /// </summary>
    /// <param name="most">The greatest value that is shown, at least 10.</param>
    public static PlotAxis Percentiles(double most)
    {
        var high = Math.Max(2, (int)Math.Ceiling(Math.Log10(most)));
        var ticks = new List<(double, string)> { (1, "0 %"), (2, "50 %") };
        for (var nines = 1; nines <= high; nines++)
            ticks.Add((Math.Pow(10, nines), (100 - Math.Pow(10, 2 - nines)).ToString("0.######", CultureInfo.InvariantCulture) + " %"));
        return new PlotAxis("requests answered within", 1, Math.Pow(10, high), ticks, IsLog: true);
    }

    /// <summary>Where a value lies, 0 to 1; values beyond the ends lie on them.</summary>
    public double Place(double value)
    {
        var place = IsLog
            ? Math.Log(Math.Max(value, From) / From) / Math.Log(To / From)
            : (value - From) / (To - From);
        return Math.Clamp(place, 0, 1);
    }

    // 1, 2 or 5 times a power of ten.
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            <= 1.0000001 => power,
            <= 2.0000001 => 2 * power,
            <= 5.0000001 => 5 * power,
            _ => 10 * power,
        };
    }

    private static string Text(double value) => value switch
    {
        0 => "0",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.######", CultureInfo.InvariantCulture),
    };
}
