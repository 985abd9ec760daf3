using Platform.LoadTests.Reports.Baselines;
using Platform.LoadTests.Reports.Plots;

namespace Platform.LoadTests.Reports;

/// <summary>The folder that reports are kept in: NAME.json, NAME.md and the plots NAME-*.svg of each scenario.</summary>
/// <param name="path">Where.</param>
internal sealed class ReportFolder(string path)
{
    /// <summary>Makes the folder where needed, and sees that it can be written to: before a run, not after it.</summary>
    /// <exception cref="IOException">It cannot be made or written to.</exception>
    public static ReportFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new ReportFolder(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {path} cannot be written to: {error.Message}", error);
        }
    }

    /// <summary>Writes everything of a report, over what an earlier run of the scenario left.</summary>
    /// <returns>The paths that were written.</returns>
    public IReadOnlyList<string> Write(Report report, Comparison? comparison)
    {
        foreach (var old in Directory.EnumerateFiles(path, $"{report.Scenario}-*.svg").Where(file => IsPlotOf(report.Scenario, file)))
            File.Delete(old);
        var written = new List<string>();
        var plots = new List<(string Title, string File)>();
        foreach (var plot in ReportPlots.Of(report))
        {
            plots.Add((plot.Title, $"{report.Scenario}-{plot.Name}.svg"));
            Write(plots[^1].File, SvgPlot.Draw(plot));
        }

        Write($"{report.Scenario}.json", JsonReport.Write(report, comparison));
        Write($"{report.Scenario}.md", ReportWriter.WriteMarkdown(report, comparison, plots));
        return written;

        void Write(string name, string text)
        {
            written.Add(Path.Combine(path, name));
            File.WriteAllText(written[^1], text);
        }
    }

    // "rate-limit-kill-latency.svg" is not one of "rate-limit", whose plots a scenario with a longer name follows.
    private bool IsPlotOf(string scenario, string file) =>
        !Directory.EnumerateFiles(path, "*.json")
            .Select(Path.GetFileNameWithoutExtension)
            .Any(other => other!.Length > scenario.Length && other.StartsWith(scenario, StringComparison.Ordinal) && Path.GetFileName(file).StartsWith($"{other}-", StringComparison.Ordinal));
}
