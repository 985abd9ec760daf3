using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Parts;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Turns;

/// <summary>
/// Where the processor time of an answer goes, process by process. Closed-loop load takes all there is, so this is what bounds
/// answers per second, and what a part that became cheaper would give. Linux only.
/// </summary>
internal sealed class ProcessorProfile
{
    private static readonly string[] Columns = ["processor time per answer", "own code µs", "kernel µs", "together µs"];

    private readonly List<string[]> _rows = [];

    /// <summary>What was measured; null where the system does not tell.</summary>
    public ReportTable? Table => _rows.Count == 0 ? null : new("", Columns, _rows);

    /// <summary>Puts load on processes and looks what they take of the processors once it is no longer warming them up.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="parts">Who does it: a name for people, and the process ids.</param>
    /// <param name="context">How long the warm-up takes, and the clock.</param>
    /// <param name="load">The load.</param>
    public async Task<LoadResult> Watch(
        string name, IReadOnlyList<(string Name, IReadOnlyList<int> Processes)> parts, ScenarioContext context, Func<Task<LoadResult>> load)
    {
        var running = load();
        await Task.WhenAny(running, Task.Delay(context.WarmUp, context.Time));
        var before = parts.Select(static part => ProcessCost.Times(part.Processes)).ToArray();
        var result = await running;
        if (!OperatingSystem.IsLinux() || result.Requests == 0)
            return result;
        var all = new ProcessorTime();
        foreach (var ((part, processes), earlier) in parts.Zip(before))
        {
            var taken = ProcessCost.Times(processes) - earlier;
            all += taken;
            _rows.Add(Row($"{name}: {part}", taken, result.Requests));
        }

        _rows.Add(Row($"{name}: together", all, result.Requests));
        return result;
    }

    private static string[] Row(string name, ProcessorTime time, long answers) =>
        [name, PerAnswer(time.Own, answers), PerAnswer(time.Kernel, answers), PerAnswer(time.Whole, answers)];

    private static string PerAnswer(TimeSpan time, long answers) =>
        (time.TotalMicroseconds / answers).ToString("0.0", CultureInfo.InvariantCulture);
}
