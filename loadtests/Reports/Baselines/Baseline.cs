using System.Text.Json;

namespace Platform.LoadTests.Reports.Baselines;

/// <summary>An earlier report that a run is compared with.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Scenario">Which scenario it is of.</param>
/// <param name="Parameters">What it was run with.</param>
/// <param name="Rows">What was measured.</param>
internal sealed record Baseline(string File, string Scenario, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<BaselineRow> Rows)
{
    private const string Remedy = "give the JSON that --out wrote, or --format json printed";

    /// <summary>Reads one.</summary>
    /// <exception cref="BaselineException">There is no such file, or it is not a whole report.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            return Parse(Path.GetFileName(path), System.IO.File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BaselineException($"--baseline {path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Takes one from its text.</summary>
    /// <exception cref="BaselineException">It is not a whole report.</exception>
    public static Baseline Parse(string file, string json)
    {
        try
        {
            var report = JsonElement.Parse(json);
            if (report.ValueKind != JsonValueKind.Object || !report.TryGetProperty("form", out var form) || form.ValueKind != JsonValueKind.String || form.GetString() != JsonReport.Form)
                throw new BaselineException($"--baseline {file} is not a load report of this program ({JsonReport.Form}): {Remedy}.");
            if (report.GetProperty("interrupted").GetBoolean())
                throw new BaselineException($"--baseline {file} is the report of an interrupted run: give that of a whole one.");
            return new Baseline(
                file,
                report.GetProperty("scenario").GetString() ?? throw new InvalidOperationException("the scenario is null"),
                report.GetProperty("conditions").GetProperty("parameters").EnumerateObject().ToDictionary(static pair => pair.Name, static pair => pair.Value.GetString() ?? ""),
                [.. report.GetProperty("rows").EnumerateArray().Select(Row)]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new BaselineException($"--baseline {file} is broken ({error.Message}): {Remedy}.", error);
        }
    }

    /// <summary>Checks that a run can be compared with it at all.</summary>
    /// <param name="scenario">What is about to be run.</param>
    /// <param name="parameters">With what. How long it lasts and what is drawn at random may differ.</param>
    /// <exception cref="BaselineException">It is of another scenario, or was run with other sizes.</exception>
    public void EnsureFits(string scenario, IReadOnlyDictionary<string, string> parameters)
    {
        if (Scenario != scenario)
            throw new BaselineException($"--baseline {File} is a report of {Scenario}, not of {scenario}.");
        var other = Parameters
            .Where(pair => parameters.TryGetValue(pair.Key, out var value) && value != pair.Value)
            .Select(pair => $"{pair.Key} {pair.Value}, not {parameters[pair.Key]}")
            .ToArray();
        if (other.Length > 0)
            throw new BaselineException($"--baseline {File} was run with {string.Join("; ", other)}: figures of different loads cannot be compared.");
    }

    private static BaselineRow Row(JsonElement row) => new(
        row.GetProperty("name").GetString() ?? throw new InvalidOperationException("a row has no name"),
        row.GetProperty("requests").GetInt64(),
        Number(row, "perSecond"),
        Number(row, "p50Ms"),
        Number(row, "p99Ms"));

    private static double Number(JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : 0;
}
